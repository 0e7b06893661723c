locals {
  a = "%{ if true }x%{ else }y%{ endif }"
  b = "%{ for x in [1,2] ~} ${x} %{ endfor }"
  c = <<-EOT
    %{ for x in [1, 2] ~}
    ${x}
    %{ endfor ~}
    %{ if true }a%{ endif }
  EOT
 d = "%{for k, v in {a=1}}${k}${v}%{endfor}"
}
