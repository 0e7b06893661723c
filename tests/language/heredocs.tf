locals {
  a = <<EOT
EOT
  b = <<-EOT

  EOT
  c = jsonencode(<<EOT
 x
EOT
  )
  d = {
    x = <<EOT
1
EOT
    y = <<-E2
      ${ true
        ? 1
        : 2 }
    E2
  }
  e = trimspace(<<EOT
 a
EOT
)
 f = [<<A
1
A
, <<B
2
B
]
}
