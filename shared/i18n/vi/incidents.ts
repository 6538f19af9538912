/** Vietnamese: incidents: the list, the page of one, its summary on paper. */
export const incidents = {
  untitled: 'Sự cố chưa rõ nguyên nhân',
  cause: {
    mains: 'Mất điện lưới',
    feeder: 'Mất điện đường dây',
    backhaul: 'Mất trạm đầu mối',
    link: 'Lỗi đường truyền',
    power: 'Nguồn, ắc quy',
    equipment: 'Thiết bị',
    environment: 'Môi trường',
    service: 'Chất lượng dịch vụ',
    isolated: 'Máy giám sát bị cô lập',
    other: 'Khác',
  },
}
