/** Vietnamese: poller health: whether the console itself keeps up. */
export const poller = {
  hour: 'Một giờ qua, theo từng phút',
  firstMinute: 'Biểu đồ bắt đầu sau phút đo đầu tiên.',
  verdict: {
    idle: { answer: 'Chưa có gì để đo.', text: 'Thêm thiết bị hoặc nhập danh sách thiết bị thì việc đo bắt đầu.' },
    starting: { answer: 'Đang đo vòng đầu.', text: 'Đang hỏi lần lượt {{devices}} thiết bị; kết luận có sau phút đầu tiên.' },
    well: { answer: 'Theo kịp.', text: '{{devices}} thiết bị đều được đo đúng giờ; {{answering}} thiết bị trả lời.' },
    hiccup: {
      answer: 'Theo kịp, có vài lần trễ.',
      text: '{{missed}} lần đo lỡ giờ trong {{minutes}} phút qua. Nếu lặp lại, hãy đóng bớt chương trình khác trên máy này.',
    },
    late: {
      answer: 'Không theo kịp.',
      text: '{{missed}} lần đo lỡ giờ trong {{minutes}} phút qua. Máy này quá tải hoặc chu kỳ đo quá ngắn: hãy tăng chu kỳ đo trong Cài đặt hoặc dùng máy mạnh hơn.',
    },
    slowCycle: {
      answer: 'Vòng đo quá dài.',
      text: 'Vòng đo gần nhất mất {{cycle}} giây, dài hơn chu kỳ {{interval}} giây. Hãy tăng chu kỳ đo hoặc giảm thời gian chờ trả lời trong Cài đặt.',
    },
    queue: {
      answer: 'Hàng đợi đang dài.',
      text: '{{waiting}} thiết bị đến giờ đo nhưng chưa tới lượt. Thường do nhiều thiết bị trả lời chậm: xem danh sách chậm nhất bên dưới.',
    },
    lost: {
      answer: 'Theo kịp, nhưng máy đã làm rơi gói tin.',
      text: 'Hệ điều hành đã bỏ {{lost}} gói trả lời vì vùng đệm đầy. Xem cách tăng vùng đệm bên dưới.',
    },
    still: {
      answer: 'Theo kịp, nhưng có lúc đứng.',
      text: 'Luồng đo có lúc phải chờ {{ms}} ms. Thường do ổ đĩa chậm hoặc máy bận việc khác.',
    },
  },
  figure: {
    cycle: 'Vòng đo gần nhất',
    inFlight: 'Đang chờ trả lời',
    waiting: 'Chờ tới lượt',
    timeouts: 'Không trả lời',
    missed: 'Lỡ giờ đo',
    dropped: 'Gói bị loại',
    lost: 'Rơi vì đầy đệm',
    loop: 'Độ trễ luồng đo',
  },
  note: {
    cycle: 'trải đều trong {{interval}} giây',
    inFlight: 'yêu cầu lúc này',
    waiting: '{{dead}} chờ ở làn im lặng',
    hour: 'trong một giờ qua',
    start: 'từ lúc khởi động',
    unsaid: 'hệ điều hành không cho biết',
    loop: 'p99 phút qua, lớn nhất {{max}}',
  },
  chart: {
    polls: 'Lượt đo mỗi phút',
    response: 'Thời gian trả lời',
    inFlight: 'Yêu cầu cùng lúc, nhiều nhất',
    dropped: 'Gói bị loại mỗi phút',
  },
  line: {
    polls: 'Lượt đo',
    timeouts: 'Không trả lời',
    missed: 'Lỡ giờ',
    p50: 'Trung vị',
    p95: '95 % nhanh hơn',
    inFlight: 'Cùng lúc',
    dropped: 'Bị loại',
  },
  sockets: {
    title: 'Cổng mạng',
    none: 'Chưa mở cổng nào: chưa có thiết bị để đo.',
    family: 'Loại',
    port: 'Cổng UDP',
    buffer: 'Đệm nhận',
    lost: 'Rơi vì đầy',
    unsent: 'Gửi lỗi',
    fine: 'Vùng đệm đủ dùng.',
    advice:
      'Vùng đệm nhận quá nhỏ cho số thiết bị này, gói trả lời dồn dập có thể bị rơi. Trên Linux, chạy lệnh dưới đây rồi khởi động lại chương trình:',
    copy: 'Sao chép lệnh',
  },
  drops: { title: 'Gói bị loại và vì sao', reason: 'Lý do', count: 'Số gói' },
  drop: {
    unasked: {
      name: 'Không ứng với câu hỏi nào',
      means: 'Trả lời đến quá muộn hoặc gửi hai lần. Nếu nhiều, hãy tăng thời gian chờ trả lời trong Cài đặt.',
    },
    stranger: {
      name: 'Từ địa chỉ không được hỏi',
      means:
        'Máy khác gửi tới, hoặc thiết bị trả lời từ địa chỉ khác: khi đó hãy bật “Nhận trả lời từ địa chỉ hoặc cổng khác” trong phần sửa thiết bị.',
    },
    garbage: { name: 'Không phải SNMP', means: 'Dữ liệu hỏng, hoặc cổng đó chạy dịch vụ khác. Hãy kiểm tra số cổng của thiết bị.' },
    version: { name: 'Sai phiên bản SNMP', means: 'Trả lời bằng phiên bản khác với câu hỏi. Hãy kiểm tra thông tin SNMP của thiết bị.' },
    level: {
      name: 'Dưới mức bảo mật đã chọn',
      means:
        'Trả lời SNMPv3 không xác thực hoặc không mã hóa như yêu cầu. Có thể là giả mạo: hãy kiểm tra cấu hình người dùng trên thiết bị.',
    },
    principal: {
      name: 'Sai community hoặc người dùng',
      means: 'Trả lời mang tên truy cập khác với câu hỏi. Hãy kiểm tra thông tin SNMP của thiết bị.',
    },
    contained: {
      name: 'Lỗi khi đọc gói',
      means: 'Gói làm bộ giải mã báo lỗi và đã được chặn lại. Nếu tăng đều, hãy gửi nhật ký cho người quản trị.',
    },
  },
  worst: {
    slowest: 'Trả lời chậm nhất',
    failing: 'Lỗi liên tiếp nhiều nhất',
    all: 'Xem tất cả',
    noneSlow: 'Chưa có thiết bị nào trả lời.',
    noneFailing: 'Không có thiết bị nào đang lỗi.',
    failures: '{{n}} lần ·',
  },
}
