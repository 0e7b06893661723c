/// What is known of an image that many people use.
pub(in crate::aws::service) struct KnownImage {
    name: &'static str,
    /// The port on which it listens unless it is configured otherwise.
    pub(in crate::aws::service) port: u16,
    /// The folders to which it writes.
    pub(in crate::aws::service) writable: &'static [&'static str],
}

/// From the images' own descriptions on Docker Hub: exposed ports and the folders that they write to.
const KNOWN: [KnownImage; 8] = [
    KnownImage { name: "nginx", port: 80, writable: &["/var/cache/nginx", "/run"] },
    KnownImage { name: "nginx-unprivileged", port: 8080, writable: &[] },
    KnownImage { name: "httpd", port: 80, writable: &["/usr/local/apache2/logs"] },
    KnownImage { name: "caddy", port: 80, writable: &["/data", "/config"] },
    KnownImage { name: "traefik", port: 80, writable: &[] },
    KnownImage {
        name: "tomcat",
        port: 8080,
        writable: &["/usr/local/tomcat/logs", "/usr/local/tomcat/work", "/usr/local/tomcat/temp"],
    },
    KnownImage { name: "ghost", port: 2368, writable: &["/var/lib/ghost/content"] },
    KnownImage { name: "grafana", port: 3000, writable: &["/var/lib/grafana", "/var/log/grafana"] },
];

/// Looks an image up by its short name.
pub(in crate::aws::service) fn known(family: &str) -> Option<&'static KnownImage> {
    KNOWN.iter().find(|known| known.name == family)
}
