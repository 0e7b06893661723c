locals {
  a = (
    1
    +
    2
    > 2
    && !false
    || true
  )
  b = !true
  c = 5 % 2
  d = (1 == 1) != false
  e = true ? 1 : false ? 2 : 3
}
