/** Vietnamese: the first start. */
export const setup = {
  title: 'Chào mừng đến với Branchwatch',
  lead: 'Bảng điều khiển theo dõi trạm của chi nhánh: sức khỏe trạm, cảnh báo, kiểm tra nhà trạm và thời gian hoạt động.',
  choose: 'Bắt đầu với',
  demo: {
    title: 'Chi nhánh mẫu',
    text: 'Một tỉnh mô phỏng trả lời SNMP thật, có mất điện, bão, đứt truyền dẫn. Không gửi gì ra mạng.',
    stations: 'Số trạm',
    small: '30 trạm, xem nhanh',
    medium: '300 trạm, một chi nhánh vừa',
    large: '3.000 trạm, cả tỉnh',
    open: 'Mở chi nhánh mẫu',
    note: 'Dữ liệu mẫu nằm trong thư mục riêng. Kết thúc bất cứ lúc nào.',
  },
  branch: {
    title: 'Chi nhánh của tôi',
    text: 'Bắt đầu trống. Thêm trạm từng cái một hoặc nhập từ CSV, rồi thêm thiết bị và chuỗi SNMP.',
    name: 'Tên chi nhánh',
    nameHint: 'Ví dụ: Chi nhánh Tuyên Quang',
    nameRequired: 'Hãy đặt tên chi nhánh.',
    open: 'Tạo chi nhánh',
  },
  folder: 'Thư mục dữ liệu: {{folder}}',
  language: 'Ngôn ngữ',
  making: {
    demo: 'Đang dựng {{n}} trạm mẫu…',
    branch: 'Đang tạo chi nhánh…',
    note: 'Thường mất vài giây. Với 3.000 trạm có thể lâu hơn.',
    worker: { simulator: 'Trình mô phỏng', core: 'Giám sát và kho dữ liệu', reader: 'Đọc báo cáo' },
    elapsed: '{{s}} giây',
  },
  failed: 'Không tạo được: {{why}}',
  leave: {
    title: 'Kết thúc chi nhánh mẫu?',
    text: 'Dữ liệu mẫu vẫn nằm trong thư mục của nó và có thể mở lại.',
    confirm: 'Kết thúc',
  },
}
