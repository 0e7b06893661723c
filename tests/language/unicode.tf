locals {
  ключ = 1
  a = { 名前 = local.ключ }
  b = local.a.名前
}
