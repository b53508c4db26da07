global using Monitor = Kuma.Domain.Monitors.Monitor;
global using MonitorSettings = Kuma.Domain.Monitors.MonitorSettings;
