/** Vietnamese: the storm board, gensets and batteries on their way; and why something cannot be told or done. */
export const storm = {
  fuel: {
    neverTold: 'Chưa ai báo lượng dầu trong thùng khi nổ máy; hãy ghi số lít ở lần tiếp dầu đầy thùng.',
    refillUntold: 'Lần tiếp dầu gần nhất không ghi số lít; hãy sửa dòng nhật ký đó.',
    noRate: 'Máy nổ chưa có mức tiêu hao; hãy ghi số lít mỗi giờ vào hồ sơ máy.',
  },
  why: {
    nothing: 'Chưa có số đo nguồn của trạm này.',
    fuel: 'Không ai biết máy nổ tại trạm còn bao nhiêu dầu.',
  },
  warning: {
    late: 'Dự kiến đến muộn {{minutes}} phút so với lúc ắc quy cạn.',
    another: 'Trạm này đã có nguồn lưu động khác tại chỗ hoặc đang trên đường.',
  },
}

/** Refusals; becomes `error.dispatch`. */
export const stormErrors = {
  nameTaken: 'Đã có nguồn lưu động mang tên này. Hãy đặt tên khác.',
  busy: '{{name}} đang ở trạm {{station}} hoặc trên đường tới đó. Hãy rút về trước hoặc chọn máy khác.',
  inRepair: '{{name}} đang sửa chữa. Hãy chọn máy khác, hoặc đổi tình trạng khi máy đã sửa xong.',
  overlaps: 'Lúc đó {{name}} còn ở trạm trước, đến {{at, moment}}. Hãy chọn thời điểm sau đó.',
  future: 'Thời điểm này chưa tới. Hãy ghi việc đã xảy ra.',
  noTank: 'Bộ ắc quy không có thùng dầu; chỉ máy nổ mới tiếp dầu.',
  movedOn: '{{name}} đã được điều đi nơi khác nên không mở lại lượt này được.',
  stillThere: '{{name}} còn ở trạm. Hãy rút về trước khi bỏ khỏi danh sách.',
  cannot: {
    dispatched: 'Lượt điều động phải bắt đầu bằng dòng xuất phát. Hãy kiểm tra thời điểm của các dòng.',
    arrived: 'Không thể đến nơi ở bước này. Hãy kiểm tra thời điểm và thứ tự các dòng nhật ký.',
    started: 'Không thể nổ máy ở bước này: máy đang chạy hoặc đã rút về. Hãy kiểm tra thời điểm.',
    refuelled: 'Không thể tiếp dầu ở bước này: máy chưa đến nơi hoặc đã rút về. Hãy kiểm tra thời điểm.',
    ranOut: 'Chỉ máy đang chạy mới hết dầu. Hãy kiểm tra thời điểm và thứ tự các dòng.',
    stopped: 'Chỉ máy đang chạy mới dừng được. Hãy kiểm tra thời điểm và thứ tự các dòng.',
    returned: 'Lượt này đã kết thúc rồi. Hãy tải lại để xem nhật ký.',
  },
}

/** Becomes `error.issuing`. */
export const bulletinErrors = {
  future: 'Chưa đến giờ này. Hãy chọn một giờ đã qua.',
  issuedMeanwhile: 'Có người vừa phát hành bản tin của giờ này. Hãy xem bản mới nhất.',
  nothingNew: 'Không có gì mới so với bản đã phát hành.',
  changed: 'Số liệu vừa thay đổi so với lúc bạn xem. Hãy xem lại rồi phát hành.',
}
