/** Vietnamese: refusals at the door of the console, before any work is done. Becomes `error.access`. */
export const access = {
  invalid: 'Có mục chưa đúng. Hãy sửa các mục được đánh dấu rồi thử lại.',
  forbidden: 'Việc này cần vai trò “$t(settings.role.{{role}})”. Hãy nhờ người quản trị.',
  tooMany: 'Quá nhiều yêu cầu trong thời gian ngắn. Hãy đợi vài giây rồi thử lại.',
  tooLarge: 'Dữ liệu gửi lên quá lớn.',
  notJson: 'Nội dung gửi lên không phải JSON hợp lệ. Hãy sửa rồi gửi lại.',
  restarting: 'Bộ giám sát đang khởi động lại. Chưa có gì thay đổi; hãy thử lại sau vài giây.',
  cancelled: 'Yêu cầu đã được hủy trước khi có kết quả.',
  lost: 'Bộ giám sát khởi động lại trước khi trả lời. Hãy tải lại rồi xem việc đã làm hay chưa.',
  tooSlow: 'Yêu cầu chưa có trả lời sau {{seconds}} giây. Hãy tải lại rồi xem việc đã làm hay chưa.',
  noDataset: 'Chưa chọn chi nhánh. Hãy chọn chi nhánh mẫu hoặc chi nhánh của mình trước.',
  notDemo: 'Việc này chỉ có với dữ liệu mẫu.',
  unknownScenario: 'Không có kịch bản tên {{id}}.',
  defect: 'Có lỗi bên trong chương trình. Lỗi đã được ghi vào nhật ký.',
}
