/** Vietnamese: the wall across the room. */
export const wall = {
  title: 'Màn hình treo tường',
  open: 'Mở màn hình treo tường',
  page: { figures: 'Toàn cảnh', incidents: 'Việc cần làm', storm: 'Sắp mất điện', communes: 'Theo xã, phường' },
  held: 'Có cảnh báo nghiêm trọng mới',
  paused: 'Đang dừng',
  keys: '← → chuyển trang · Dấu cách dừng · F toàn màn hình · Esc thoát',
  leave: 'Thoát',
  working: 'Trạm hoạt động',
  of: '{{n}} trong {{total}} trạm',
  unknown: '{{n}} chưa rõ',
  incidents: 'Sự cố đang có',
  waiting: 'Cảnh báo chưa xác nhận',
  more: 'và {{n}} sự cố khác',
  moreCommunes: 'và {{n}} xã, phường khác',
  noneOnBattery: 'Không có trạm nào đang chạy ắc quy.',
}
