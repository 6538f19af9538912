/** The default checklist of a station inspection, version 1: the groups and limits of the branch's practice, in both languages. */
import { Checklist } from '../../../shared/model/inspection.ts'

type Extra = { unit?: string; min?: number; max?: number; metric?: string; severity?: string }
const check = (id: string, vi: string, en: string, extra: Extra = {}) => ({ id, vi, en, kind: 'check' as const, ...extra })
const number = (id: string, vi: string, en: string, extra: Extra) => ({ id, vi, en, kind: 'number' as const, ...extra })
const date = (id: string, vi: string, en: string, extra: Extra = {}) => ({ id, vi, en, kind: 'date' as const, ...extra })
const group = (id: string, vi: string, en: string, items: unknown[]) => ({ id, vi, en, items })

/** 220 V ±10 %. */
const PHASE = { unit: 'V', min: 198, max: 242, metric: 'mains.voltage', severity: 'major' }

const STATION_V1 = {
  id: 'station',
  version: 1,
  vi: 'Kiểm tra nhà trạm',
  en: 'Station inspection',
  groups: [
    group('room', 'Phòng máy và khuôn viên', 'Room and site', [
      check('shell', 'Vỏ nhà, tường, nền không nứt, không thấm', 'Shell, walls and floor without cracks or damp'),
      check('doors', 'Cửa, khóa kín và chắc chắn', 'Doors and locks tight and sound', { severity: 'major' }),
      check('roof', 'Mái và rãnh thoát nước thông', 'Roof and drains clear'),
      check('feeder', 'Lỗ cáp vào phòng được bịt kín', 'Feeder holes sealed'),
      check('aircon', 'Điều hòa chạy và đủ lạnh', 'Air-con runs and cools', { severity: 'major' }),
      number('roomTemperature', 'Nhiệt độ phòng máy', 'Room temperature', {
        unit: '°C',
        min: 10,
        max: 35,
        metric: 'environment.temperature',
        severity: 'major',
      }),
      check('lighting', 'Đèn chiếu sáng', 'Lighting'),
      check('trays', 'Thang, máng cáp gọn và chắc', 'Cable trays tidy and firm'),
      check('cleanliness', 'Vệ sinh công nghiệp, không có tổ côn trùng, chuột', 'Clean, no nests, no rodents'),
      check('accessLog', 'Sổ ra vào trạm được ghi đủ', 'Access log complete'),
      check('extinguisher', 'Bình chữa cháy đúng chỗ, đủ áp', 'Fire extinguisher in place and charged', { severity: 'major' }),
      date('extinguisherExpiry', 'Hạn của bình chữa cháy', 'Fire extinguisher expiry', { severity: 'major' }),
      check('externalAlarms', 'Đấu nối cảnh báo ngoài đúng và thử được', 'External alarm wiring right and tested', { severity: 'major' }),
    ]),
    group('ac', 'Nguồn xoay chiều', 'AC power', [
      number('phaseA', 'Điện áp pha A', 'Phase A voltage', PHASE),
      number('phaseB', 'Điện áp pha B', 'Phase B voltage', PHASE),
      number('phaseC', 'Điện áp pha C', 'Phase C voltage', PHASE),
      number('neutralEarth', 'Điện áp trung tính – đất', 'Neutral to earth voltage', { unit: 'V', min: 0, max: 5, severity: 'major' }),
      check('ats', 'Tủ chuyển nguồn (ATS) hoạt động', 'ATS works', { severity: 'major' }),
      check('gensetStart', 'Máy nổ khởi động được', 'Genset starts', { severity: 'major' }),
      number('gensetPower', 'Công suất máy nổ', 'Genset rating', { unit: 'kVA', min: 0, max: 500 }),
      number('fuelDays', 'Nhiên liệu còn đủ số ngày', 'Days of fuel', { unit: 'd', min: 1, max: 60 }),
    ]),
    group('dc', 'Nguồn một chiều và ắc quy', 'DC and battery', [
      check('rectifiers', 'Các mô-đun chỉnh lưu hoạt động', 'Rectifier modules work', { severity: 'major' }),
      number('busVoltage', 'Điện áp thanh cái', 'Bus voltage', { unit: 'V', min: 52, max: 57, metric: 'dc.voltage', severity: 'major' }),
      number('cellMin', 'Điện áp bình thấp nhất', 'Lowest battery block voltage', { unit: 'V', min: 12.8, max: 14.5, severity: 'major' }),
      number('dischargeMinutes', 'Xả thử ngắn (nhiều nhất nửa dung lượng)', 'Short discharge test (half the reserve at most)', {
        unit: 'min',
        min: 5,
        max: 240,
      }),
      number('dischargeVoltage', 'Điện áp cuối lần xả thử', 'Voltage at the end of the test', {
        unit: 'V',
        min: 47,
        max: 56,
        severity: 'critical',
      }),
      check('terminals', 'Đầu cực không ô-xi hóa, siết chặt', 'Terminals clean and tight'),
    ]),
    group('earth', 'Chống sét và tiếp đất', 'Lightning and earth', [
      check('rod', 'Kim thu sét', 'Lightning rod'),
      check('downConductor', 'Dây thoát sét', 'Down-conductor'),
      check('joints', 'Mối nối tiếp đất, không gỉ', 'Earth joints, no rust'),
      number('earthResistance', 'Điện trở đất', 'Earth resistance', { unit: 'Ω', min: 0, max: 10, severity: 'major' }),
    ]),
    group('tower', 'Cột và vô tuyến', 'Tower and radio', [
      check('guys', 'Dây co, tăng-đơ', 'Guys and turnbuckles', { severity: 'major' }),
      check('mounts', 'Gá anten chắc chắn', 'Antenna mounts firm', { severity: 'major' }),
      number('azimuth', 'Lệch góc phương vị so với thiết kế', 'Azimuth off the plan', { unit: '°', min: -5, max: 5 }),
      number('tilt', 'Lệch góc ngẩng so với thiết kế', 'Tilt off the plan', { unit: '°', min: -1, max: 1 }),
      check('sealing', 'Bọc kín đầu nối', 'Connector sealing'),
      check('clamps', 'Kẹp cáp', 'Cable clamps'),
      number('vswr', 'Hệ số sóng đứng (VSWR)', 'VSWR', { unit: '', min: 1, max: 1.5, metric: 'cell.vswr', severity: 'major' }),
      check('warningLamp', 'Đèn báo không', 'Warning lamp'),
    ]),
    group('transmission', 'Truyền dẫn', 'Transmission', [
      number('fibreLoss', 'Suy hao sợi quang', 'Fibre loss', { unit: 'dB', min: 0, max: 20 }),
      check('labels', 'Nhãn cáp, nhãn luồng', 'Labels of cables and circuits'),
      number('rsl', 'Mức thu vi ba', 'Microwave RSL', { unit: 'dBm', min: -65, max: -25, metric: 'radio.rsl', severity: 'major' }),
    ]),
    group('storm', 'Sẵn sàng chống bão', 'Storm readiness', [
      check('changeover', 'Thử tự động chuyển nguồn', 'Automatic changeover test', { severity: 'major' }),
      check('floodHeight', 'Thiết bị cao hơn mức ngập từng ghi', 'Equipment above the recorded flood height', { severity: 'major' }),
      check('road', 'Đường vào trạm đi được', 'Access road passable'),
      check('spareAh', 'Có ắc quy dự phòng', 'Spare batteries at hand'),
      check('spareFuel', 'Có nhiên liệu dự phòng', 'Spare fuel at hand'),
    ]),
  ],
}

/** Every checklist that was ever used, by id and version: a finished round is shown with the one it was made on. */
export const CHECKLISTS: readonly Checklist[] = [Checklist.parse(STATION_V1)]
export const DEFAULT_CHECKLIST = CHECKLISTS[0] as Checklist

/** The checklist of a round; the default one where a version is unknown to this program. */
export function checklistOf(id: string, version: number): Checklist {
  return CHECKLISTS.find((list) => list.id === id && list.version === version) ?? DEFAULT_CHECKLIST
}
