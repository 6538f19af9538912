/** Vietnamese: traps and informs: the log, the receiver, its settings, MIB modules. */
export const traps = {
  problem: {
    privilege:
      'Không có quyền mở cổng {{port}} (cổng dưới 1024). Đặt cổng 1162 rồi chuyển hướng. Linux: sudo iptables -t nat -A PREROUTING -p udp --dport {{port}} -j REDIRECT --to-ports 1162. Windows: chạy với quyền quản trị, hoặc đặt thiết bị gửi thẳng tới cổng 1162.',
    forbidden: 'Hệ điều hành không cho mở cổng {{port}} ({{code}}). Chọn cổng khác, ví dụ 1162.',
    inUse:
      'Cổng {{port}} đang có chương trình khác dùng (một cửa sổ Branchwatch khác, snmptrapd, dịch vụ SNMP Trap của Windows). Tắt chương trình đó hoặc chọn cổng khác. Tự thử lại mỗi 15 giây.',
    other: 'Không mở được cổng {{port}}: {{code}}. Tự thử lại mỗi 15 giây.',
    loop: 'Đây là chính cổng nhận trap của máy này: trap sẽ chạy vòng mãi. Nhập địa chỉ của hệ thống khác.',
  },
  mib: {
    issue: {
      noModule: 'Không phải MIB: không có dòng "TÊN DEFINITIONS ::= BEGIN".',
      noEnd: 'Module {{name}} thiếu END: tệp có thể bị cắt. Phần đọc được vẫn dùng.',
      importsNoEnd: 'IMPORTS của {{name}} thiếu dấu chấm phẩy. Thêm ";" vào cuối phần IMPORTS.',
      stringNoEnd: 'Trong {{name}} có dấu ngoặc kép không đóng. Phần trước đó vẫn dùng.',
      statement: 'Định nghĩa {{name}} dở dang: không có "::= { … }". Được bỏ qua.',
      value: 'Định nghĩa {{name}} không có vị trí hợp lệ trong cây OID. Được bỏ qua.',
      tooMuch: 'Tệp quá lớn hoặc quá nhiều định nghĩa. Phần đọc được vẫn dùng.',
      duplicate: 'Module {{name}} đã có trong tệp {{other}}; bản đó được dùng, bản này bị bỏ qua.',
      imports: 'Module {{name}} cần {{other}}, chưa được nạp: {{count}} tên chưa dùng được. Nạp thêm MIB đó.',
      unresolved: '{{count}} tên chưa có chỗ trong cây OID, bắt đầu từ {{name}}: không tìm thấy {{other}}.',
      cycle: 'Các định nghĩa quanh {{name}} trỏ vòng vào nhau: {{count}} tên bị bỏ qua.',
      tooBig: 'Tệp quá lớn ({{detail}} byte), không đọc.',
      tooMany: 'Quá {{detail}} tệp trong thư mục; từ tệp này trở đi không đọc.',
      unreadable: 'Không mở được tệp ({{detail}}). Kiểm tra quyền đọc.',
      notText: 'Không phải tệp văn bản.',
    },
  },
}
