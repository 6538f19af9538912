/** Vietnamese: what to do about problems that only traps tell; their titles are in trapProblem. */
import type { trapProblem } from './trapProblem.ts'
import type { SameKeys } from '../keys.ts'

export const trapAdvice: SameKeys<typeof trapProblem> = {
  'power-system': 'Mở trang quản lý tủ nguồn để xem cảnh báo cụ thể; kiểm tra chỉnh lưu, ắc quy và điện vào.',
  'rectifier-abnormal': 'Kiểm tra đèn báo trên mô-đun chỉnh lưu, tháo lắp lại hoặc thay mô-đun; theo dõi tải còn lại.',
  'battery-loop': 'Kiểm tra cầu nối, cầu chì và aptomat ắc quy ngay: mất điện lưới lúc này là mất trạm.',
  'battery-disconnected': 'Ắc quy đã cạn và bị cắt để bảo vệ. Khôi phục điện lưới hoặc đưa máy nổ tới; kiểm tra ắc quy sau khi nạp lại.',
  'battery-overcurrent': 'Kiểm tra giới hạn dòng nạp trên tủ nguồn và nhiệt độ ắc quy; giảm dòng nạp nếu bình nóng hoặc phồng.',
  'battery-alarm': 'Đo điện áp và nhiệt độ từng bình, kiểm tra cầu nối; xem cảnh báo chi tiết trên tủ nguồn.',
  'load-alarm': 'Kiểm tra các nhánh tải DC: aptomat, cầu chì và dòng tải có quá mức không.',
  'load-disconnected': 'Tải đã bị cắt vì điện áp thấp, thuê bao đang mất dịch vụ. Khôi phục điện lưới hoặc đưa máy nổ tới ngay.',
  'load-fuse': 'Tìm nhánh tải bị đứt cầu chì, khắc phục chập trước khi thay cầu chì đúng trị số.',
  'mains-alarm': 'Kiểm tra aptomat tổng, chống sét và từng pha; hỏi điện lực lịch cắt điện.',
  'mains-voltage': 'Đo điện áp từng pha tại tủ; báo điện lực nếu kéo dài, cân nhắc chạy máy nổ để bảo vệ thiết bị.',
  'dc-voltage': 'Kiểm tra cài đặt điện áp nạp, chỉnh lưu và ắc quy; điện áp thấp nghĩa là trạm sắp mất nguồn.',
  'ups-test': 'Không cần xử lý. Xem kết quả thử ắc quy trên UPS và ghi vào hồ sơ trạm.',
  'ups-test-failed': 'Ắc quy UPS có thể không còn giữ được tải. Thử lại, rồi kiểm tra và lên lịch thay ắc quy.',
  'ups-alarm': 'Mở trang quản lý UPS để xem cảnh báo cụ thể; kiểm tra nguồn vào, tải và ắc quy.',
  'ups-communication': 'Kiểm tra cáp giữa UPS và card mạng, khởi động lại card; trong lúc này không biết tình trạng UPS.',
  'ups-overload': 'Giảm bớt tải không ưu tiên khỏi UPS; nếu không, UPS sẽ chuyển bypass hoặc tắt.',
  'ups-off': 'Tải của UPS đã mất nguồn. Xác nhận có người tắt có chủ ý không; nếu không, cử người tới bật lại.',
  'ups-restart': 'UPS vừa khởi động lại. Kiểm tra nguồn vào và nhật ký UPS để tìm nguyên nhân.',
  'cold-start': 'Thiết bị vừa mất nguồn hoặc được bật lại. Nếu không có người đang làm việc, kiểm tra nguồn cấp cho thiết bị.',
  'warm-start': 'Phần mềm thiết bị vừa khởi động lại. Nếu lặp lại nhiều lần, xem nhật ký thiết bị và phiên bản phần mềm.',
  'wrong-community': 'Có máy đang hỏi thiết bị bằng mật khẩu sai. Tìm địa chỉ nguồn trong nhật ký thiết bị; sửa cấu hình hoặc chặn lại.',
}
