/** Vietnamese: desktop. */
export const desktop = {
  tray: {
    calm: 'Branchwatch: không có cảnh báo đang mở',
    alarms: 'Branchwatch: {{count}} cảnh báo đang mở, nặng nhất: {{severity}}',
    show: 'Mở cửa sổ',
    alarmsScreen: 'Cảnh báo',
    quit: 'Thoát',
  },
  severity: { critical: 'nghiêm trọng', major: 'lớn', minor: 'nhỏ', warning: 'lưu ý', indeterminate: 'chưa xác định' },
  menu: {
    file: 'Tệp',
    quit: 'Thoát Branchwatch',
    edit: 'Sửa',
    view: 'Xem',
    reload: 'Tải lại màn hình',
    zoomIn: 'Phóng to',
    zoomOut: 'Thu nhỏ',
    zoomReset: 'Cỡ bình thường',
    fullScreen: 'Toàn màn hình',
    undo: 'Hoàn tác',
    redo: 'Làm lại',
    cut: 'Cắt',
    copy: 'Sao chép',
    paste: 'Dán',
    selectAll: 'Chọn tất cả',
  },
  notification: {
    title: '{{severity}}: {{title}}',
    many: '{{count}} sự cố cần xem',
    manyBody: 'Mở Branchwatch để xem những trạm nào cần xử lý.',
  },
  problem: {
    title: 'Branchwatch không mở được',
    running: 'Một Branchwatch khác đang giữ thư mục dữ liệu {{folder}} (tiến trình {{pid}}). Hãy đóng nó trước.',
    unexpected: 'Lỗi ngoài dự kiến: {{detail}}',
  },
}
