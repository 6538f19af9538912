/** Vietnamese: pages and refusals of the web host. Becomes `error.web`. */
export const web = {
  portInUse: 'Cổng {{port}} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port.',
  portForbidden: 'Không được phép mở cổng {{port}}. Hãy chọn cổng từ 1024 trở lên bằng --port.',
  hostUnknown: 'Máy này không có địa chỉ {{host}}. Hãy dùng 127.0.0.1 hoặc một địa chỉ của máy.',
  hostNeedsConsent: 'Địa chỉ {{host}} mở giao diện ra mạng ngoài máy này. Chỉ làm vậy khi có chủ ý cho phép.',
  noClient: 'Chưa có giao diện đã dựng trong {{folder}}. Hãy chạy npm run build.',
  hostRefused: 'Địa chỉ truy cập này không được chấp nhận. Hãy dùng đúng liên kết in ra ở cửa sổ dòng lệnh.',
  originRefused: 'Trang web khác không được phép gọi vào đây.',
  apiOff: 'Giao diện lập trình đang tắt. Hãy tạo mã truy cập trong phần Cài đặt để bật.',
  apiToken: 'Cần mã truy cập hợp lệ trong tiêu đề Authorization: Bearer.',
  notFound: 'Không có trang này.',
  linkUsedTitle: 'Liên kết đã được dùng',
  linkUsed: 'Mỗi liên kết chỉ mở được một lần. Chạy lại lệnh branchwatch start trên máy chủ để in liên kết mới, rồi mở liên kết đó.',
  sessionTitle: 'Phiên làm việc đã kết thúc',
  session: 'Chạy lại lệnh branchwatch start trên máy chủ để in liên kết mới, rồi mở liên kết đó ở trình duyệt này.',
  refusedTitle: 'Không mở được',
}
