data "aws_route53_zone" "example_com" {
  name = "example.com"
}

resource "aws_route53_record" "api_example_com" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = "api.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_acm_certificate" "api_example_com" {
  domain_name       = "api.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "api_example_com_validation" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = one(aws_acm_certificate.api_example_com.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.api_example_com.domain_validation_options).resource_record_type
  records = [
    one(aws_acm_certificate.api_example_com.domain_validation_options).resource_record_value,
  ]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "api_example_com" {
  certificate_arn         = aws_acm_certificate.api_example_com.arn
  validation_record_fqdns = [aws_route53_record.api_example_com_validation.fqdn]
}

resource "aws_route53_record" "www_example_com" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = "www.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = true
  }
}

resource "aws_acm_certificate" "www_example_com" {
  domain_name       = "www.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "www_example_com_validation" {
  zone_id = data.aws_route53_zone.example_com.zone_id
  name    = one(aws_acm_certificate.www_example_com.domain_validation_options).resource_record_name
  type    = one(aws_acm_certificate.www_example_com.domain_validation_options).resource_record_type
  records = [
    one(aws_acm_certificate.www_example_com.domain_validation_options).resource_record_value,
  ]
  ttl             = 60
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "www_example_com" {
  certificate_arn         = aws_acm_certificate.www_example_com.arn
  validation_record_fqdns = [aws_route53_record.www_example_com_validation.fqdn]
}
