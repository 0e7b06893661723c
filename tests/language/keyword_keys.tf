locals {
  a = { if = 1, in = 2, else = 3, endif = 4 }
  b = local.a.if
  for = 1
  c = local.for
}
