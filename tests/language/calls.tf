locals {
  a = max(
    1,
    2,
  )
  b = max([1, 2]...)
  c = merge({ a = 1 }, {
    b = 2
  })
 d = coalesce(
   null, # none
   1
 )
 e = can(local.a)
}
