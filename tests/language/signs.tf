locals {
  a = -(1 + 2)
  b = -local.a
  c = 1 - -1
}
