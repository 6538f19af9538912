/** Vietnamese: demo. */
export const demo = {
  banner: 'Dữ liệu mô phỏng: các trạm này không có thật',
  bannerDetail: 'Thiết bị do bộ mô phỏng dựng nên và được hỏi qua SNMP thật, như thiết bị ngoài hiện trường.',
  leave: 'Thoát chế độ mô phỏng',
  panel: {
    title: 'Kịch bản mô phỏng',
    open: 'Mở bảng kịch bản',
    close: 'Đóng bảng kịch bản',
    hint: 'Chọn một kịch bản để xem hệ thống phản ứng thế nào. Cảnh báo xuất hiện sau một đến hai chu kỳ hỏi thiết bị.',
    play: 'Chạy',
    playNamed: 'Chạy kịch bản {{name}}',
    stop: 'Dừng kịch bản',
    playing: 'Đang chạy: {{name}}',
    nothingPlaying: 'Chưa chạy kịch bản nào',
    minutes: '{{minutes}} phút',
    started: 'Đã bắt đầu kịch bản {{name}}',
    stopped: 'Đã dừng kịch bản; các sự cố do kịch bản gây ra kết thúc ngay',
    failed: 'Không chạy được kịch bản. Hãy thử lại.',
  },
  simulator: {
    stopped: 'Bộ mô phỏng đã dừng nên không thiết bị nào trả lời. Hãy khởi động lại Branchwatch.',
    restarting: 'Bộ mô phỏng đang khởi động lại',
    portInUse: 'Cổng UDP {{port}} đang được chương trình khác dùng. Hãy chọn cổng khác.',
    portDenied: 'Không được phép mở cổng UDP {{port}}. Hãy chọn cổng từ 1024 trở lên.',
    noScenario: 'Không có kịch bản {{name}}. Các kịch bản hiện có: {{names}}.',
  },
}
