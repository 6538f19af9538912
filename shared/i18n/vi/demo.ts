/** Vietnamese: demo. */
export const demo = {
  simulator: {
    stopped: 'Bộ mô phỏng đã dừng nên không thiết bị nào trả lời. Hãy khởi động lại Branchwatch.',
    restarting: 'Bộ mô phỏng đang khởi động lại',
    portInUse: 'Cổng UDP {{port}} đang được chương trình khác dùng. Hãy chọn cổng khác.',
    portDenied: 'Không được phép mở cổng UDP {{port}}. Hãy chọn cổng từ 1024 trở lên.',
    noScenario: 'Không có kịch bản {{name}}. Các kịch bản hiện có: {{names}}.',
  },
}
