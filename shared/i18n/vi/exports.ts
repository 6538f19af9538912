/** Vietnamese: exports of samples. */
export const exports = {
  column: {
    time: 'Thời điểm',
    province: 'Tỉnh, thành phố',
    commune: 'Xã, phường',
    stationCode: 'Mã trạm',
    stationName: 'Tên trạm',
    device: 'Thiết bị',
    metric: 'Chỉ số',
    instance: 'Thành phần',
    label: 'Nhãn',
    value: 'Giá trị',
    unit: 'Đơn vị',
    quality: 'Chất lượng',
    min: 'Nhỏ nhất',
    mean: 'Trung bình',
    max: 'Lớn nhất',
    last: 'Cuối cùng',
    count: 'Số mẫu tốt',
    bad: 'Số mẫu kém',
  },
}
