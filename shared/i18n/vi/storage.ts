/** Vietnamese: storage. Room on the disk, damage and what was done about it. */
export const storage = {
  room: {
    low: 'Ổ đĩa sắp đầy: chỉ còn đủ cho khoảng hai tuần. Hãy giải phóng dung lượng hoặc giảm số ngày lưu trong Cài đặt, Lưu trữ.',
    critical:
      'Ổ đĩa gần đầy. Nếu không có thêm chỗ, các mẫu đo chi tiết cũ nhất sẽ bị bỏ trước; cảnh báo, kiểm tra và nhật ký luôn được giữ. Hãy giải phóng dung lượng.',
    emergency:
      'Ổ đĩa hầu như không còn chỗ. Các mẫu đo chi tiết cũ nhất đang được bỏ để giữ cảnh báo, kiểm tra và nhật ký. Hãy giải phóng dung lượng ngay.',
    raw: 'Ổ đĩa gần đầy nên mẫu đo chi tiết chỉ còn giữ {{days}} ngày, cũ nhất bỏ trước; số liệu 5 phút trở lên, cảnh báo, kiểm tra và nhật ký vẫn đủ. Hãy giải phóng dung lượng.',
    fiveMinutes:
      'Ổ đĩa gần đầy nên mẫu đo chi tiết chỉ còn giữ 1 ngày và số liệu 5 phút {{days}} ngày; số liệu 1 giờ, cảnh báo, kiểm tra và nhật ký vẫn đủ. Hãy giải phóng dung lượng.',
    memory:
      'Ổ đĩa hầu như không còn chỗ nên số đo mới chỉ nằm trong bộ nhớ, giữ một giờ gần nhất; cảnh báo, kiểm tra và nhật ký vẫn được ghi khi còn chỗ. Hãy giải phóng dung lượng ngay.',
    network:
      'Thư mục dữ liệu nằm trên ổ mạng ({{kind}}). Cơ sở dữ liệu trên ổ mạng có thể hỏng khi mất kết nối. Hãy chuyển thư mục dữ liệu về ổ đĩa của máy này.',
  },
  notice: {
    operationsRestored:
      'Tệp operations.db bị hỏng và được giữ lại thành {{file}}. Bản sao lưu lúc {{backupAt, moment}} đã được khôi phục; những gì nhập từ lúc đó đến {{at, moment}} (trạm, thiết bị, cảnh báo, phiếu kiểm tra, cài đặt) không còn.',
    operationsMended:
      'Tệp operations.db báo lỗi lúc {{at, moment}} nhưng kiểm tra lại không thấy hỏng; dữ liệu còn nguyên. Hãy kiểm tra ổ đĩa của máy này.',
    operationsNoBackup:
      'Tệp operations.db bị hỏng và không có bản sao lưu nào dùng được; giám sát vẫn tiếp tục trong bộ nhớ. Hãy chép bản sao lưu tốt vào thư mục backups, hoặc gửi tệp cho người hỗ trợ; đừng tắt chương trình trước khi xong.',
    historyRestored:
      'Lịch sử số đo bị hỏng và được giữ lại thành {{file}}. Bản sao lưu lúc {{backupAt, moment}} đã được khôi phục; số đo từ lúc đó đến {{at, moment}} không còn. Cảnh báo, trạng thái và thời gian hoạt động không bị ảnh hưởng.',
  },
  check: {
    operations: 'operations.db: đọc hết được, không lỗi ({{size, bytes}}).',
    broken:
      '{{file}} bị hỏng: {{detail}}. Khi chương trình gặp chỗ hỏng, tệp được dời sang tên khác và bản sao lưu tốt mới nhất được khôi phục; bây giờ hãy sao lưu thư mục dữ liệu và kiểm tra ổ đĩa.',
    unchecked: 'Chưa kiểm tra được {{file}} ({{detail}}). Hãy thử lại sau.',
    orphans: 'operations.db có {{count}} dòng trỏ đến bản ghi không còn ({{tables}}). Hãy khôi phục một bản sao lưu trước đó.',
    pages: 'history.db: {{pages}} trang đều đúng chỗ, còn trống {{free, bytes}}.',
    rows: '{{rows}} dòng lịch sử đọc được và đúng mã kiểm tra.',
    harmed:
      '{{count}} trong {{of}} dòng của bảng {{table}} bị hỏng (đầu tiên: {{first}}). Chỉ những dòng này mất số đo; phần còn lại không bị ảnh hưởng. Hãy kiểm tra ổ đĩa.',
    unreadable: 'Bảng {{table}} không đọc được đến hết ({{detail}}). Hãy khôi phục lịch sử từ bản sao lưu.',
    disordered: '{{count}} dòng của bảng {{table}} không đúng thứ tự. Hãy khôi phục lịch sử từ bản sao lưu.',
    rollups: '{{days}} ngày đã so số liệu 5 phút với mẫu đo chi tiết: khớp.',
    differing: '{{count}} trong {{of}} ngày có số liệu 5 phút không khớp với mẫu đo chi tiết. Hãy báo cho người phát triển.',
    unnamed: '{{count}} cột số đo không còn tên trong bảng series nên không xem được. Hãy khôi phục lịch sử từ bản sao lưu.',
    empty: '{{count}} tên số đo chưa có mẫu nào được giữ.',
    wal: '{{file}} lớn {{size, bytes}}: một chương trình khác có thể đang giữ cơ sở dữ liệu. Hãy đóng các chương trình khác rồi khởi động lại Branchwatch.',
    room: 'Ổ đĩa còn trống {{free, bytes}}.',
    roomDays: 'Ổ đĩa còn trống {{free, bytes}}, đủ cho khoảng {{days}} ngày.',
    roomShort: 'Ổ đĩa chỉ còn trống {{free, bytes}}. Hãy giải phóng dung lượng.',
    noHistory: 'Chưa có history.db.',
    backups: '{{count}} bản sao lưu mở được và nguyên vẹn; mới nhất lúc {{at, moment}}.',
    noBackups: 'Chưa có bản sao lưu nào. Hãy sao lưu trong Cài đặt.',
    badBackup: 'Bản sao lưu {{name}} không dùng được ({{detail}}).',
  },
  class: {
    raw: 'Mẫu đo chi tiết',
    fiveMinutes: 'Số liệu 5 phút',
    hour: 'Số liệu 1 giờ',
    day: 'Số liệu 1 ngày',
  },
  level: {
    ok: 'Đủ chỗ',
    low: 'Sắp đầy',
    critical: 'Gần đầy',
    emergency: 'Hầu như hết chỗ',
  },
  confirm: 'Đã biết',
  mending: {
    checking: 'Lịch sử số đo đang được kiểm tra; giám sát vẫn tiếp tục.',
    restoring: 'Lịch sử số đo đang được khôi phục từ bản sao lưu; số đo mới tạm nằm trong bộ nhớ.',
  },
  disk: {
    title: 'Ổ đĩa',
    level: 'Mức',
    free: 'Còn trống',
    freeOf: '{{free}} trên {{total}}',
    daily: 'Lịch sử thêm mỗi ngày',
    notYet: 'chưa đo được',
    ballast: 'Phần dự phòng',
    harmed: 'Dòng hỏng đã gặp',
  },
  sizes: {
    title: 'Dung lượng lịch sử',
    class: 'Loại',
    days: 'Số ngày có',
    size: 'Dung lượng',
    aDay: 'Mỗi ngày',
    points: 'Mẫu mỗi ngày',
    perPoint: 'Byte mỗi mẫu',
    unfinished: 'Ngày chưa xong',
    spare: 'Trang trống trong tệp',
    history: 'history.db',
    wal: 'Nhật ký ghi trước (WAL)',
    operations: 'operations.db',
  },
  retention: {
    title: 'Giữ lịch sử bao lâu',
    lead: 'Loại thưa hơn không được giữ ngắn hơn loại chi tiết hơn nó. Cảnh báo, kiểm tra, thời gian hoạt động và nhật ký không bị xóa.',
  },
  forecast: {
    title: 'Dự kiến dung lượng lịch sử với số ngày ở trên',
    today: 'Hôm nay',
    in30Days: 'Sau 30 ngày',
    inAYear: 'Sau một năm',
    plateau: 'Nhiều nhất',
    fits: 'Vừa với ổ đĩa này; dung lượng ngừng tăng sau {{days}} ngày.',
    full: 'Ổ đĩa sẽ đầy sau khoảng {{days}} ngày. Hãy giữ ít ngày hơn hoặc thêm dung lượng.',
  },
  checking: {
    title: 'Kiểm tra kỹ',
    lead: 'Đọc hết hai cơ sở dữ liệu và bản sao lưu mới nhất, so mã kiểm tra từng dòng. Giám sát không bị dừng.',
    going: 'Đang kiểm tra',
    stopping: 'Đang dừng…',
    stop: 'Dừng',
    start: 'Kiểm tra ngay',
    started: 'Đã bắt đầu kiểm tra.',
    never: 'Chưa kiểm tra lần nào.',
    sound: '{{at}}: không thấy hỏng (mất {{took}}).',
    damaged: '{{at}}: có chỗ hỏng (mất {{took}}).',
  },
}
