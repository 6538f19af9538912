/** Vietnamese: incidents: what happened and what to do, in one sentence. */
export const incident = {
  title: {
    mains: 'Mất điện lưới tại {{code}}: theo dõi ắc quy và chuẩn bị máy nổ.',
    mainsMany: 'Mất điện lưới tại {{code}}, kéo theo {{n}} trạm: theo dõi ắc quy và đưa máy nổ tới {{code}} trước.',
    feeder: 'Mất điện tuyến {{name}}, {{n}} trạm: hỏi điện lực giờ có điện lại và điều máy nổ theo số phút ắc quy còn lại.',
    place: 'Mất điện đồng loạt ở {{name}}, {{n}} trạm: hỏi điện lực giờ có điện lại và điều máy nổ theo số phút ắc quy còn lại.',
    backhaul: 'Mất liên lạc với {{code}}: kiểm tra nguồn và truyền dẫn của trạm, cử người nếu không gọi được.',
    backhaulMany: 'Mất liên lạc với {{code}}, {{n}} trạm phía sau bị cắt theo: xử lý {{code}} trước.',
    link: 'Tuyến truyền dẫn về {{code}} suy giảm hoặc đứt: kiểm tra mức thu, mưa và hướng anten hai đầu.',
    linkMany: 'Tuyến truyền dẫn về {{code}} suy giảm hoặc đứt, {{n}} trạm phía sau bị ảnh hưởng: kiểm tra mức thu, mưa và anten hai đầu.',
    isolated: 'Máy giám sát mất đường ra mạng, không kết luận trạm nào: kiểm tra đường truyền của chi nhánh.',
    alarm: '{{code}}: $t(rule.{{rule}}.title). $t(rule.{{rule}}.advice)',
    trap: '{{code}}: $t(rule.{{rule}}.title). Mở cảnh báo để xem thiết bị báo gì.',
  },
}
