/** Vietnamese: cli. */
const lang = `      --lang vi|en       ngôn ngữ (mặc định theo máy)
  -h, --help             trợ giúp này`

const branch = `      --data THƯ_MỤC     thư mục dữ liệu (mặc định: thư mục dữ liệu của người dùng)
      --port CỔNG        cổng HTTP (mặc định 4620, nếu bận thì lấy cổng trống)
      --demo [N]         mở tỉnh mẫu có N trạm (mặc định 300) mà không hỏi
      --seed S           hạt giống của tỉnh mẫu
      --scenario TÊN     kịch bản chạy ngay trong tỉnh mẫu
      --verbose          ghi cả thông tin thường ra luồng lỗi`

export const cli = {
  help: `Branchwatch: màn hình giám sát trạm viễn thông của chi nhánh

Cách dùng: branchwatch LỆNH [tùy chọn]

  start      mở cửa sổ giám sát, không có cửa sổ thì mở trong trình duyệt
  serve      chỉ phục vụ trình duyệt và in liên kết đăng nhập
  probe      nhận dạng một thiết bị SNMP và in mọi số đo đọc được
  discover   dò mạng bằng SNMP và in những thiết bị trả lời
  record     ghi lại mọi điều một thiết bị trả lời
  profile    kiểm tra hoặc chạy thử một tệp mẫu thiết bị
  simulate   chạy riêng bộ mô phỏng trạm
  import     nhập trạm và thiết bị từ tệp CSV
  report     báo cáo thời gian hoạt động của một tháng
  export     xuất mẫu đo của một khoảng thời gian ra CSV hoặc Parquet
  backup     sao lưu chi nhánh ngay bây giờ
  restore    đưa một bản sao lưu vào chỗ dữ liệu hiện tại
  doctor     kiểm tra phiên bản, dữ liệu, cổng và Electron

branchwatch LỆNH --help nói rõ từng lệnh.`,
  usage: {
    unknownCommand: 'Không có lệnh “{{command}}”; các lệnh là: {{commands}}.',
    allOfDeep: 'Tùy chọn --all chỉ đi cùng --deep.',
    unknownOption: 'Không có tùy chọn “{{option}}”.',
    needsValue: 'Tùy chọn {{option}} cần một giá trị đi kèm.',
    noValue: 'Tùy chọn {{option}} không nhận giá trị.',
    unexpected: 'Thừa từ “{{word}}”.',
    missingWord: 'Lệnh còn thiếu {{word}}.',
    number: '{{option}} phải là số nguyên từ {{least}} đến {{most}}, không phải “{{given}}”.',
    choice: '{{option}} phải là một trong: {{choices}}; không phải “{{given}}”.',
    month: '--month phải có dạng NĂM-THÁNG như 2026-10, không phải “{{given}}”.',
    address: 'Địa chỉ thiết bị “{{given}}” không đúng; hãy viết TÊN_HOẶC_IP hoặc TÊN_HOẶC_IP:CỔNG.',
    needsOption: 'Cần thêm tùy chọn {{option}}.',
    together: 'Tùy chọn {{option}} chỉ dùng với --version {{version}}.',
    onlyWith: 'Tùy chọn {{option}} chỉ dùng cùng với {{other}}.',
    notWith: 'Tùy chọn {{option}} không dùng cùng với {{other}}.',
    protocol: 'Không có cách “{{given}}” cho {{option}}; hãy viết CÁCH:KHÓA với CÁCH là một trong: {{choices}}.',
    field: '{{option}} chưa đúng.',
    profile: 'Không có mẫu thiết bị “{{given}}”; hiện có: {{profiles}}.',
    passphrase: '{{option}} phải có từ 8 ký tự trở lên.',
    reportKind: 'Không có báo cáo “{{given}}”; hiện có: uptime.',
    period: '--to phải sau --from: “{{from}}” đến “{{to}}”.',
    moment: '{{option}} phải là một ngày, hoặc ngày và giờ, ví dụ 2026-11-01 hoặc 2026-11-01T06:30; không phải “{{given}}”.',
    emptyWord: '{{option}} có một mục trống giữa các dấu phẩy: “{{given}}”.',
    oneScope: 'Chỉ ghi --station hoặc --commune, không ghi cả hai.',
    metric: 'Không có chỉ số hay nhóm “{{given}}”; các nhóm là: {{groups}}.',
    seeHelp: 'Xem cách dùng: {{command}} --help',
  },
  build: {
    building: 'Đang dựng giao diện từ mã nguồn (chỉ khi mã nguồn mới hơn), mất vài giây…',
    noBuilder: 'Chưa có bản dựng và cũng không có công cụ dựng; hãy chạy npm ci trong thư mục chương trình.',
    failed: 'Không dựng được giao diện; lỗi ở các dòng trên.',
  },
  defect: 'Chương trình gặp lỗi ngoài dự kiến: {{detail}}. Hãy gửi các dòng dưới đây cho người phát triển.',
  system: 'Hệ điều hành không cho làm việc này: {{reason}}.',
  reason: {
    ENOENT: 'không có tệp hoặc thư mục này',
    ENOTDIR: 'trong đường dẫn có một tệp chứ không phải thư mục',
    EISDIR: 'đó là thư mục chứ không phải tệp',
    EACCES: 'không có quyền',
    EPERM: 'không có quyền',
    EROFS: 'ổ đĩa chỉ cho đọc',
    ENOSPC: 'ổ đĩa đã đầy',
    EDQUOT: 'đã hết hạn mức dung lượng',
    EMFILE: 'mở quá nhiều tệp cùng lúc',
    ENAMETOOLONG: 'đường dẫn quá dài',
    EADDRINUSE: 'chương trình khác đang dùng',
    other: 'lỗi {{code}}',
  },
  closing: 'Đang đóng: dừng các tiến trình, ghi nốt dữ liệu…',
  folder: 'Không dùng được thư mục dữ liệu {{folder}} ({{reason}}); hãy chọn thư mục ghi được bằng --data.',
  running: {
    desktop: 'Branchwatch đang mở với thư mục dữ liệu này (tiến trình {{pid}}); cửa sổ đã được đưa lên trước.',
    web: 'Branchwatch đang chạy với thư mục dữ liệu này (tiến trình {{pid}}); mở: {{link}}',
    someone: 'Một Branchwatch khác đang giữ thư mục dữ liệu {{folder}}; hãy đóng nó trước.',
  },
  start: {
    help: `branchwatch start: mở Branchwatch trong cửa sổ; nơi không có cửa sổ thì mở trong trình duyệt

${branch}
      --browser          dùng trình duyệt dù có cửa sổ (như BRANCHWATCH_HOST=web)
      --no-open          không tự mở trình duyệt
${lang}`,
    noDisplay: 'Máy này không có màn hình đồ họa, nên Branchwatch được phục vụ cho trình duyệt.',
    root: 'Cửa sổ không chạy an toàn với quyền root, nên Branchwatch được mở trong trình duyệt.',
    fetching: 'Đang tải Electron để mở cửa sổ (khoảng 110 MB, chỉ một lần)…',
    notFetched: 'Không tải được Electron ({{reason}}), nên Branchwatch được mở trong trình duyệt; một ngày sau sẽ thử lại.',
    windowFailed: 'Cửa sổ Electron không mở được, nên Branchwatch được mở trong trình duyệt.',
  },
  serve: {
    help: `branchwatch serve: chỉ phục vụ trình duyệt, in địa chỉ và liên kết đăng nhập dùng một lần

${branch}
      --host ĐỊA_CHỈ     địa chỉ lắng nghe (mặc định 127.0.0.1)
      --open-access      cho phép máy khác truy cập (cần khi --host không phải 127.0.0.1)
      --json             in một dòng JSON: url, link, pid, folder
${lang}`,
    ready: 'Branchwatch đang chạy tại {{url}}\nMở bằng liên kết dùng một lần: {{link}}\nCtrl-C để dừng.',
  },
  discover: {
    help: `branchwatch discover DẢI…: hỏi từng địa chỉ bằng SNMP, in thiết bị trả lời và mẫu phù hợp

DẢI là 10.1.2.0/24, 10.1.2.10-40, 10.1.2.10-10.1.2.40, một địa chỉ hoặc một tên máy.

      --version 1|2c|3   phiên bản SNMP (mặc định 2c)
      --community CHUỖI  community của v1, v2c (mặc định public)
      --user TÊN         người dùng v3
      --auth CÁCH:KHÓA   xác thực v3, như ở lệnh probe
      --priv CÁCH:KHÓA   mã hóa v3, như ở lệnh probe
      --ports CỔNG,…     nhiều nhất 4 cổng (mặc định 161)
      --exclude DẢI      trừ các địa chỉ này
      --rate N           gói mỗi giây, nhiều nhất 2000 (mặc định 200)
      --timeout MS       chờ trả lời (mặc định 1500)
      --yes              đã xem ước tính của lượt dò trên 4096 địa chỉ
      --data THƯ_MỤC     thư mục dữ liệu; mẫu thiết bị riêng nằm trong profiles/ của nó
      --json             in một đối tượng JSON: complete, asked, found
${lang}`,
    yes: 'Thêm --yes để bắt đầu.',
    progress: '{{done}} trên {{targets}} địa chỉ, {{found}} trả lời…',
    stopped: 'Đã dừng sau {{done}} trên {{targets}} địa chỉ.',
    found: '{{count}} thiết bị trả lời.',
    state: {
      identified: 'trả lời',
      answered: 'trả lời không đủ',
      refused: 'từ chối người dùng',
      silent: 'không trả lời',
      unresolved: 'tên không có địa chỉ',
    },
  },
  probe: {
    help: `branchwatch probe MÁY[:CỔNG]: nhận dạng thiết bị, chọn mẫu thiết bị và in mọi số đo

      --version 1|2c|3   phiên bản SNMP (mặc định 2c)
      --community CHUỖI  community của v1, v2c (mặc định public)
      --user TÊN         người dùng v3
      --auth CÁCH:KHÓA   xác thực v3, ví dụ sha256:khóa; md5, sha (mặc định), sha224, sha256, sha384, sha512
      --priv CÁCH:KHÓA   mã hóa v3, ví dụ aes:khóa; des, aes (mặc định), aes192b, aes192r,
                         aes256b, aes256r
      --context TÊN      ngữ cảnh SNMP
      --profile MÃ       dùng mẫu thiết bị này thay vì tự nhận dạng
      --data THƯ_MỤC     thư mục dữ liệu; mẫu thiết bị riêng nằm trong profiles/ của nó
      --timeout MS       chờ trả lời (mặc định 2000)
      --retries N        số lần thử lại (mặc định 1)
      --json             in một đối tượng JSON: device, readings
${lang}`,
    device: 'Thiết bị  {{name}}\nMô tả     {{description}}\nOID       {{oid}}\nMẫu       {{profile}} ({{verified}})',
    verified: 'đã kiểm chứng',
    unverified: 'chưa kiểm chứng',
    noProfile: 'không có mẫu nào phù hợp',
    answered: 'Trả lời sau {{ms}} ms, {{count}} số đo.',
    none: 'Thiết bị trả lời nhưng không có số đo nào mà mẫu thiết bị biết.',
  },
  record: {
    help: `branchwatch record MÁY[:CỔNG] --out TỆP: ghi lại mọi điều thiết bị trả lời, để phát lại bằng simulate --replay

      --out TỆP          tệp ghi ra (không ghi đè tệp đã có)
      --root OID,OID     chỉ ghi các nhánh này (mặc định: tất cả)
      --anonymous        thay tên, nơi đặt, địa chỉ IP và MAC bằng tên giả nhất quán
      --max-rows N       dừng sau N đối tượng (mặc định 250000)
      --max-minutes N    dừng sau N phút (mặc định 30)
      --version, --community, --user, --auth, --priv, --context, --timeout, --retries   như của probe
      --json             in kết quả dạng JSON
${lang}`,
    root: '--root phải là các OID dạng số cách nhau bằng dấu phẩy, ví dụ 1.3.6.1.2.1.1,1.3.6.1.4.1.2011; không phải “{{given}}”.',
    exists: 'Tệp {{file}} đã có; hãy chọn tên khác bằng --out.',
    noFile: 'Không ghi được tệp {{file}}: {{reason}}.',
    progress: '{{rows}} đối tượng, đang ở {{oid}}',
    end: {
      whole: 'Đã ghi hết.',
      loop: 'Thiết bị trả lời vòng lại các OID cũ; các nhánh bị vòng chỉ được ghi tới chỗ đó.',
      cap: 'Dừng ở giới hạn; phần còn lại chưa ghi.',
      cancelled: 'Dừng theo yêu cầu; phần đã đọc được giữ lại.',
      failed: 'Thiết bị thôi trả lời giữa chừng; phần đã đọc được giữ lại.',
    },
    done: '{{rows}} đối tượng trong {{file}}.',
    how: 'Phát lại: branchwatch simulate --replay {{file}}',
  },
  profile: {
    help: `branchwatch profile check TỆP…: nói từng lỗi của mẫu thiết bị theo tệp và dòng, hoặc mẫu cho những gì
branchwatch profile try TỆP MÁY[:CỔNG]: đọc thiết bị một lần bằng mẫu trong tệp

Tệp có cùng mã thì thay cho mẫu có sẵn. Mã thoát 1 khi có lỗi hoặc thiết bị không trả lời.

      --version, --community, --user, --auth, --priv, --context, --timeout, --retries   như của probe (chỉ với try)
      --json             in một đối tượng JSON
${lang}`,
    ok: 'đúng. {{name}} ({{id}}, {{vendor}})',
    gives: 'Giá trị đơn: {{readings}}; bảng: {{tables}}; trap: {{traps}}.',
    verified: 'Đã kiểm chứng: {{with}}.',
    unverified: 'Chưa kiểm chứng với thiết bị thật.',
    replaces: 'Thay cho mẫu có sẵn cùng mã.',
    noMatch: 'Không có mục match: thiết bị chỉ dùng mẫu này khi được chọn.',
    device: 'Thiết bị  {{name}}\nOID       {{oid}}',
    recognised: 'Tự nhận dạng: thiết bị này sẽ dùng đúng mẫu trong tệp.',
    otherwise: 'Tự nhận dạng: thiết bị này sẽ dùng mẫu {{profile}}, không phải mẫu trong tệp.',
    silent: 'OID không có giá trị: {{count}}',
  },
  simulate: {
    help: `branchwatch simulate: chạy riêng bộ mô phỏng, một agent SNMP thật trên máy này

      --stations N       số trạm (mặc định 300)
      --port CỔNG        cổng UDP (mặc định: cổng trống)
      --seed S           hạt giống: cùng hạt giống cho cùng một tỉnh
      --scenario TÊN     kịch bản chạy ngay
      --host ĐỊA_CHỈ     địa chỉ lắng nghe (mặc định 127.0.0.1)
      --faults TỆP       lỗi của thiết bị và đường truyền theo tệp YAML hoặc JSON
      --traps MÁY:CỔNG   gửi trap của thiết bị mô phỏng tới đó
      --dead N           N phần trăm thiết bị không bao giờ trả lời
      --loss N           mất N phần trăm gói tin
      --replay TỆP|THƯ_MỤC  phát lại bản ghi thay cho tỉnh mẫu: .snmprec, kết quả snmpwalk -On, bản ghi của
                         branchwatch record; mỗi tệp là một thiết bị, community và context là tên tệp bỏ đuôi
      --community CHUỖI  khi phát lại: một tệp thì trả lời cả community này, nhiều tệp thì CHUỖI@TÊN (mặc định public)
      --alive            khi phát lại: bộ đếm và thời gian chạy tiếp thay vì đứng yên
      --json             in một đối tượng JSON rồi chạy tiếp
${lang}`,
    ready: 'Bộ mô phỏng: {{stations}} trạm, {{devices}} thiết bị tại {{host}}:{{port}} (UDP).',
    how: 'Mỗi thiết bị là một ngữ cảnh (context) hoặc community, ví dụ:\n  {{example}}',
    playing: 'Đang chạy kịch bản: {{scenario}}.',
    replaying: 'Số bản ghi phát lại tại {{host}}:{{port}} (UDP, SNMP v1, v2c, v3): {{devices}}.',
    replayed: '{{name}}: {{rows}} đối tượng',
    badLine: '{{file}}, dòng {{line}}: {{why}} ({{text}}).',
    moreBadLines: '{{file}}: và {{count}} dòng sai khác.',
    replayCut: '{{file}} quá dài; chỉ phát lại {{rows}} đối tượng đầu.',
    noReplay: 'Không đọc được {{place}}: {{reason}}.',
    nothingToReplay: 'Trong {{place}} không có bản ghi nào phát lại được.',
    faultLine: '{{file}}, dòng {{line}}:',
    faultField: '{{file}}, dòng {{line}}, mục {{field}}:',
    badFaults: 'Tệp lỗi {{file}} chưa đúng; hãy sửa các dòng trên.',
    faultUnknown: 'Không có thiết bị nào tên {{name}}.',
    noHost: 'Máy này không có địa chỉ “{{host}}”; hãy chọn địa chỉ khác bằng --host.',
    portTaken: 'Cổng UDP {{port}} đang được chương trình khác dùng; hãy chọn cổng khác bằng --port.',
    portDenied: 'Không được phép mở cổng UDP {{port}}; hãy chọn cổng từ 1024 trở lên bằng --port.',
    noScenario: 'Không có kịch bản “{{given}}”; hiện có: {{scenarios}}.',
    stop: 'Ctrl-C để dừng.',
  },
  import: {
    help: `branchwatch import TỆP.csv: nhập trạm và thiết bị vào chi nhánh của bạn
Dòng sai bị từ chối kèm lý do (mã thoát 1), các dòng còn lại được ghi cùng một lần.

      --dry-run          chỉ nói từng dòng sẽ ra sao, không ghi gì
      --create-places    tạo xã chưa có thay vì từ chối dòng
      --data THƯ_MỤC     thư mục dữ liệu
      --json             in kế hoạch dạng JSON
${lang}`,
    noFile: 'Không đọc được tệp {{file}}: {{reason}}.',
    tooLarge: 'Tệp {{file}} lớn hơn 8 MB; hãy chia nhỏ.',
    notText: 'Tệp {{file}} không phải văn bản UTF-8; hãy lưu lại dạng CSV UTF-8.',
    running:
      'Branchwatch đang chạy với thư mục dữ liệu này (tiến trình {{pid}}); hãy nhập trong màn hình Cài đặt của nó, hoặc đóng nó trước.',
    action: { create: 'tạo mới', change: 'thay đổi', same: 'giữ nguyên', refuse: 'từ chối' },
    line: 'Dòng {{line}}: {{action}} {{subject}}',
    total: 'Tạo mới {{created}}, thay đổi {{changed}}, giữ nguyên {{same}}, từ chối {{refused}}.',
    dry: 'Không ghi gì.',
    written: 'Đã ghi: tạo mới {{created}}, thay đổi {{changed}}.',
  },
  report: {
    help: `branchwatch report uptime --month NĂM-THÁNG: thời gian hoạt động của một tháng

      --month NĂM-THÁNG  tháng cần báo cáo, ví dụ 2026-10
      --format csv       in CSV (UTF-8 có BOM); hoặc json, text
      --by CẤP           stations (trạm, mặc định) hoặc communes (xã)
      --unreachable-is-down  tính “không tới được vì trạm cha” là gián đoạn
      --data THƯ_MỤC     thư mục dữ liệu
      --json             in báo cáo dạng JSON
${lang}`,
    noData: 'Thư mục {{folder}} chưa có dữ liệu của chi nhánh nào; hãy mở Branchwatch một lần, hoặc chỉ đúng thư mục bằng --data.',
    head: 'Thời gian hoạt động {{month}}: hiệu chỉnh {{adjusted}}, thô {{raw}}, độ phủ quan sát {{coverage}}, {{outages}} lần gián đoạn, {{stations}} trạm.',
    noValue: 'không có dữ liệu',
  },
  export: {
    help: `branchwatch export --from NGÀY --to NGÀY --out TỆP: mẫu đo của một khoảng thời gian, chạy được cả khi đang giám sát

      --from, --to       ngày giờ Việt Nam (2026-11-01) hoặc thời điểm (2026-11-01T06:30); không gồm chính --to
      --out TỆP          tệp sẽ tạo; không ghi đè tệp đã có
      --station MÃ       chỉ các trạm này, cách nhau bằng dấu phẩy
      --commune TÊN      chỉ các xã, phường này, theo tên hoặc mã
      --metric TÊN       chỉ các chỉ số (dc.voltage) hoặc nhóm (power) này
      --resolution MỨC   raw, 5m, 1h, 1d, hoặc auto: mức mịn nhất còn giữ cho cả khoảng (mặc định)
      --format DẠNG      csv hoặc parquet; không ghi thì theo đuôi tệp
      --data THƯ_MỤC     thư mục dữ liệu
      --json             in kết quả dạng JSON
${lang}`,
    exists: 'Đã có tệp {{file}}. Hãy đặt tên khác hoặc xóa tệp đó trước.',
    progress: '{{percent}} %',
    done: '{{file}}: {{rows}} dòng, {{megabytes}} MB, mức {{level}}.',
    ended: 'Đã dừng trước khi xong; không để lại tệp nào.',
    harmed: '{{count}} phần lịch sử không đọc được nên không có trong tệp. Hãy chạy branchwatch doctor để biết thêm.',
  },
  backup: {
    help: `branchwatch backup: sao lưu chi nhánh ngay bây giờ, kể cả khi chương trình đang chạy

      --to THƯ_MỤC       một thư mục đã có (mặc định: thư mục trong Cài đặt → Sao lưu)
      --no-history       không kèm lịch sử số đo
      --data THƯ_MỤC     thư mục dữ liệu
      --json             in kết quả ở dạng JSON
${lang}`,
    whole: 'Đã sao lưu vào {{folder}} ({{size}}): danh mục, cảnh báo, kiểm tra và lịch sử số đo; đã kiểm tra.',
    operations: 'Đã sao lưu vào {{folder}} ({{size}}): danh mục, cảnh báo, kiểm tra, không kèm lịch sử số đo; đã kiểm tra.',
    key: 'Trong đó có khóa của thông tin truy cập SNMP: hãy giữ thư mục này ở nơi chỉ bạn đọc được.',
  },
  restore: {
    help: `branchwatch restore BẢN_SAO_LƯU: đưa một bản sao lưu vào chỗ dữ liệu hiện tại, hoặc vào thư mục trống

      BẢN_SAO_LƯU        thư mục có tệp manifest.json
      --only PHẦN        chỉ operations (danh mục, cảnh báo, kiểm tra) hoặc history (số đo)
      --history CÁCH     backup: lấy từ bản sao lưu; keep: giữ lịch sử hiện tại; empty: bắt đầu lại
      --yes              thay dữ liệu đang có; các tệp đó được dời sang bên, không bị xóa
      --data THƯ_MỤC     thư mục dữ liệu
      --json             in kết quả ở dạng JSON
${lang}`,
    running:
      'Branchwatch đang chạy trên thư mục này (tiến trình {{pid}}). Hãy đóng lại rồi khôi phục, hoặc khôi phục trong Cài đặt → Sao lưu.',
    needsYes: 'Trong thư mục đã có dữ liệu. Chưa có gì thay đổi; thêm --yes để thay. Các tệp hiện tại được dời sang bên, không bị xóa.',
    head: 'Bản sao lưu lúc {{at}}: {{branch}}, {{stations}} trạm, {{devices}} thiết bị, do Branchwatch {{version}} tạo.',
    lost: 'Những gì nhập sau {{at}} sẽ không còn trong chương trình: {{changes}} thay đổi, {{alarms}} cảnh báo.',
    lostUnknown: 'Những gì nhập sau {{at}} sẽ không còn trong chương trình; không đọc được dữ liệu hiện tại để đếm.',
    history: {
      backup: 'Lịch sử số đo được lấy từ bản sao lưu.',
      keep: 'Lịch sử số đo hiện tại được giữ nguyên.',
      empty: 'Lịch sử số đo bắt đầu lại từ đầu.',
    },
    done: 'Đã khôi phục vào {{folder}}.',
    aside: 'Các tệp trước đó nằm trong {{folder}}.',
    shut: 'Bản sao lưu không có khóa: hãy nhập lại thông tin truy cập SNMP trong Cài đặt.',
  },
  doctor: {
    help: `branchwatch doctor: kiểm tra máy này có đủ để chạy Branchwatch không

      --data THƯ_MỤC     thư mục dữ liệu
      --port CỔNG        cổng cần thử (mặc định 4620)
      --deep             đọc hết mọi dữ liệu và bản sao lưu mới nhất, kể cả khi chương trình đang chạy
      --all              với --deep: so mọi ngày với số liệu 5 phút, không chỉ một phần
      --json             in kết quả dạng JSON
${lang}`,
    check: {
      node: 'Node',
      version: 'Branchwatch',
      build: 'Bản dựng',
      folder: 'Thư mục dữ liệu',
      database: 'Cơ sở dữ liệu',
      port: 'Cổng HTTP',
      udp: 'Cổng UDP',
      electron: 'Electron',
      running: 'Đang chạy',
      deep: 'Kiểm tra kỹ',
      sqlite: 'SQLite',
    },
    deepAt: 'Đang kiểm tra {{folder}}: {{percent}} %',
    built: 'có, mới',
    stale: 'chưa có hoặc cũ hơn mã nguồn (start sẽ tự dựng)',
    folderNew: '{{folder}} (chưa có, sẽ được tạo)',
    folderOk: '{{folder}} (ghi được, còn trống {{free}})',
    folderBad: '{{detail}}',
    databaseNone: 'chưa có',
    databaseOk: '{{file}} lành ({{size}})',
    databaseBad: '{{file}}: {{detail}}',
    portFree: '{{port}} trống',
    portTaken: '{{port}} không mở được: {{reason}}',
    udpOk: 'mở được',
    udpBad: 'không mở được: {{reason}}',
    electronMissing: 'không có; start sẽ thử tải, không được thì dùng trình duyệt',
    notRunning: 'không',
    runningAs: 'tiến trình {{pid}} ({{host}})',
    bad: 'Có {{count}} mục cần sửa.',
    good: 'Mọi thứ đều ổn.',
  },
}
