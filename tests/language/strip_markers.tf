locals {
  a = "x ${~ 1 ~} y"
  b = <<EOT
%{~ if true ~}
 a
%{~ endif ~}
EOT
}
