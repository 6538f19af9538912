/** Vietnamese: how an exchange with a device ended, what it means and what to do. */
export const outcome = {
  ok: 'Thiết bị trả lời đầy đủ.',
  timeout:
    '{{host}}:{{port}} không trả lời. Thiết bị có thể mất điện, mất truyền dẫn, bị tường lửa chặn hoặc sai community (thiết bị im lặng khi community sai). Hãy kiểm tra địa chỉ, community và cho phép địa chỉ máy này trên thiết bị.',
  timeoutUser:
    '{{host}}:{{port}} không trả lời. Thiết bị có thể mất điện, mất truyền dẫn, bị tường lửa chặn hoặc chưa bật SNMPv3. Hãy kiểm tra địa chỉ, phiên bản SNMP và cho phép địa chỉ máy này trên thiết bị.',
  refused: '{{host}} có trả lời nhưng cổng {{port}} không mở SNMP. Hãy bật SNMP trên thiết bị hoặc sửa lại số cổng.',
  auth: 'Thiết bị từ chối người dùng SNMPv3, khóa hoặc mức bảo mật. Hãy kiểm tra tên người dùng, giao thức và khóa xác thực, giao thức và khóa mã hóa.',
  unresolved: 'Không tìm thấy địa chỉ của tên máy {{host}}. Hãy kiểm tra chính tả, máy chủ DNS, hoặc nhập địa chỉ IP.',
  tooBig: 'Thiết bị báo câu trả lời quá lớn ngay cả khi chỉ hỏi một giá trị. Hãy nâng cấp phần mềm thiết bị hoặc chọn mẫu thiết bị khác.',
  malformed:
    '{{host}}:{{port}} gửi dữ liệu không phải SNMP hợp lệ. Có thể một dịch vụ khác đang dùng cổng này. Hãy kiểm tra số cổng và phiên bản SNMP.',
  agentError: 'Thiết bị trả lời nhưng báo lỗi nội bộ khi đọc giá trị. Hãy thử lại; nếu vẫn lỗi, khởi động lại agent SNMP trên thiết bị.',
  internal: 'Chương trình gặp lỗi khi đọc {{host}}:{{port}}. Hãy thử lại; nếu lặp lại, gửi nhật ký cho người quản trị.',
}
