locals {
  a = [{ b = [{ c = 1 }] }]
  d = local.a.0.b.0.c
}
