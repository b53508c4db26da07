global using Monitor = Kuma.Domain.Monitors.Monitor;
