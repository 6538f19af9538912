/** Vietnamese: devices: the tabs, the list, the page of one device. */
export const devices = {
  title: 'Thiết bị',
  tab: {
    list: 'Danh sách',
    discovery: 'Dò tìm',
    traps: 'Trap',
    profiles: 'Hồ sơ thiết bị',
    poller: 'Tình trạng đọc',
  },
}
