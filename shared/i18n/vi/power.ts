/** Vietnamese: power of a station, minutes of battery, banks and their discharges. */
export const power = {
  why: {
    noReadings: 'Không thiết bị nào của trạm báo về nguồn điện. Hãy thêm tủ nguồn hoặc UPS của trạm vào danh sách thiết bị.',
    stale: 'Số liệu nguồn đã cũ {{minutes}} phút. Hãy kiểm tra xem tủ nguồn còn trả lời không.',
    suspect: '$t(metric.{{metric}}.name) đọc được {{value}}, ngoài khoảng hợp lý. Hãy đo lại tại trạm và kiểm tra mẫu thiết bị.',
    noVoltage: 'Không đọc được điện áp DC. Hãy kiểm tra cảm biến và mẫu thiết bị của tủ nguồn.',
    voltageScale: 'Điện áp {{volts}} V không hợp với dàn ắc quy đã ghi; có thể sai hệ số đo. Hãy đo lại tại trạm và kiểm tra mẫu thiết bị.',
    rectifierDelivers: 'Báo mất điện lưới nhưng chỉnh lưu vẫn cấp {{amps}} A. Hãy kiểm tra đầu báo điện lưới.',
    wrongSign: 'Đang mất điện mà dòng ắc quy báo nạp {{amps}} A. Hãy kiểm tra chiều của cảm biến dòng.',
    currentsApart: 'Dòng ắc quy {{battery}} A và dòng tải {{load}} A không khớp nhau. Hãy kiểm tra hệ số đo của hai dòng này.',
    noCurrent: 'Không đọc được dòng xả của ắc quy. Hãy kiểm tra cảm biến dòng của tủ nguồn.',
    noAmmeter: 'Tủ nguồn này không đo dòng tải, và chưa biết tải từ lúc còn điện lưới.',
    zeroLoad: 'Đang chạy ắc quy mà dòng báo bằng 0. Hãy kiểm tra cảm biến dòng, hoặc bộ ngắt tải đã cắt.',
    voltageRises: 'Đang xả mà điện áp ắc quy lại tăng {{volts}} V. Hãy kiểm tra xem có nguồn nào khác đang cấp.',
    noCapacity: 'Chưa ghi dung lượng ắc quy và chưa học được từ lần xả nào. Hãy điền số Ah vào hồ sơ trạm.',
    noUpsMinutes: 'UPS này không tự báo số phút còn lại.',
    unknownCharge: 'Không biết ắc quy đã được nạp đến đâu trước khi mất điện.',
    deviceDisagrees:
      'Tính ra {{ours}} phút nhưng thiết bị báo {{theirs}} phút, lệch hơn ba lần. Hãy kiểm tra số Ah trong hồ sơ trạm và trong tủ nguồn.',
    ranOut: 'Trạm im lặng đã lâu hơn mức ắc quy có thể chịu, chắc là đã cạn.',
    noFuelLevel: 'Không thiết bị nào báo mức nhiên liệu.',
    fuelStale: 'Mức nhiên liệu đã cũ. Hãy kiểm tra xem bộ điều khiển máy phát còn trả lời không.',
    fuelSuspect: 'Mức nhiên liệu đọc được không đáng tin. Hãy kiểm tra phao báo mức.',
    noTank: 'Chưa ghi dung tích bình nhiên liệu. Hãy điền số lít vào hồ sơ trạm.',
    noConsumption: 'Chưa biết máy phát ăn bao nhiêu lít mỗi giờ; sẽ đo được khi máy chạy chừng nửa giờ.',
  },
}
