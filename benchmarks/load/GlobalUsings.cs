global using MonitorSettings = Kuma.Domain.Monitors.MonitorSettings;
