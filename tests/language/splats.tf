locals {
  a = [{ b = [1], c = { d = 1 } }]
  e = local.a[*].b[0]
  f = local.a.*.c.d
  g = local.a[*].c["d"]
  h = local.a.*.c[0].d
  i = local.a[*]["b"]
  j = (local.a)[*].b
 k = [for x in local.a : x][0].b
 l = [1,2][1]
 m = {a=1}.a
 n = {a=1}["a"]
 o = "abc"[*]
}
