/** Vietnamese: recordings. */
export const recordings = {
  /** Why a line of a recorded walk is not played. */
  line: {
    unreadable: 'không đọc được dòng này',
    oid: 'OID không đúng',
    type: 'không biết kiểu giá trị này',
    value: 'giá trị không đúng với kiểu của nó',
    named: 'OID viết bằng tên; hãy chạy snmpwalk với -On',
    variation: 'mô-đun của snmpsim, không có giá trị để phát lại',
    absent: 'thiết bị không có đối tượng này',
    twice: 'OID này đã có ở trên',
  },
}
