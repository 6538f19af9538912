/** Vietnamese: finding devices on the network, and devices that were replaced. `discoveryErrors` becomes `error.discovery`. */
export const discoveryErrors = {
  unreadable: 'Không hiểu “{{text}}”. Hãy viết dải 10.1.2.0/24, 10.1.2.10-40 hoặc 10.1.2.10-10.1.2.40, một địa chỉ, hoặc tên máy.',
  prefix: '“{{text}}”: độ dài tiền tố phải từ 0 đến {{most}}.',
  prefixSix: '“{{text}}”: với IPv6 tiền tố phải từ /{{least}} trở lên; ngắn hơn thì quá nhiều địa chỉ.',
  reversed: '“{{text}}”: địa chỉ cuối nằm trước địa chỉ đầu.',
  nothing: 'Chưa có địa chỉ nào để dò. Hãy nhập dải địa chỉ hoặc danh sách.',
  tooMany:
    '{{addresses}} địa chỉ là quá nhiều cho một lần dò (khoảng {{hours}} giờ với {{rate}} gói/giây). Hãy chia thành các dải không quá {{most}} địa chỉ.',
  confirm:
    'Sẽ dò {{addresses}} địa chỉ, nhiều nhất {{packets}} gói tin, khoảng {{minutes}} phút với {{rate}} gói/giây. Hãy xác nhận để bắt đầu.',
  running: 'Một lượt dò khác đang chạy. Hãy chờ hoặc hủy lượt đó trước.',
  stage: 'Lượt dò đã sang trạng thái khác. Hãy xem lại rồi thử lại.',
  gone: 'Không còn kết quả này; lượt dò đã được thay bằng lượt khác.',
  known: 'Địa chỉ này đã là thiết bị {{name}}.',
  noCredential: 'Chưa có thông tin truy cập nào mở được thiết bị này. Hãy thêm thông tin SNMP đúng rồi dò lại.',
  listHost: 'Dòng {{line}} của danh sách: “{{text}}” không phải địa chỉ hay tên máy.',
  listPort: 'Dòng {{line}} của danh sách: cổng “{{text}}” phải từ 1 đến 65535.',
  listCredential: 'Dòng {{line}} của danh sách: không có thông tin SNMP tên “{{text}}”.',
  planSubnet: 'Dòng {{line}} của quy hoạch địa chỉ: “{{text}}” không phải mạng con, ví dụ 10.1.2.0/24.',
  planStation: 'Dòng {{line}} của quy hoạch địa chỉ: thiếu mã trạm.',
}
