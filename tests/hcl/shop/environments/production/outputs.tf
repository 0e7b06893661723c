output "load_balancer_dns_name" {
  description = "The load balancer's own name"
  value       = aws_lb.main.dns_name
}

output "url_api" {
  description = "Where api answers"
  value       = "https://api.example.com/v1/"
}

output "url_storefront" {
  description = "Where storefront answers"
  value       = "https://www.example.com/"
}
