using Kuma.Application.Monitoring;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Checkers.Browser;
using Kuma.Infrastructure.Checkers.DnsLookup;
using Kuma.Infrastructure.Checkers.Docker;
using Kuma.Infrastructure.Checkers.Games;
using Kuma.Infrastructure.Checkers.Globalping;
using Kuma.Infrastructure.Checkers.Grpc;
using Kuma.Infrastructure.Checkers.Kafka;
using Kuma.Infrastructure.Checkers.Mongo;
using Kuma.Infrastructure.Checkers.Mqtt;
using Kuma.Infrastructure.Checkers.Ntp;
using Kuma.Infrastructure.Checkers.Postgres;
using Kuma.Infrastructure.Checkers.Processes;
using Kuma.Infrastructure.Checkers.RabbitMq;
using Kuma.Infrastructure.Checkers.Radius;
using Kuma.Infrastructure.Checkers.Redis;
using Kuma.Infrastructure.Checkers.Smtp;
using Kuma.Infrastructure.Checkers.Snmp;
using Kuma.Infrastructure.Checkers.Sql;
using Kuma.Infrastructure.Checkers.Steam;
using Kuma.Infrastructure.Checkers.WebSockets;
using Kuma.Infrastructure.DockerHosts;
using Kuma.Infrastructure.RemoteBrowsers;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Infrastructure.Checkers;

/// <summary>Registers the checkers of everything that is neither HTTP nor a plain host: one line each.</summary>
internal static class ProbesModule
{
    public static IServiceCollection AddProbes(this IServiceCollection services, string dataFolder) =>
        services
            .AddSingleton(new DockerTls(Path.Combine(dataFolder, "docker-tls")))
            .AddSingleton<IDockerHostLookup, DockerHostLookup>()
            .AddSingleton<IPm2Processes, Pm2Processes>()
            .AddSingleton<IChecker, DnsChecker>()
            .AddSingleton<IChecker, DockerChecker>()
            .AddSingleton<IChecker, RedisChecker>()
            .AddSingleton<IChecker, PostgresChecker>()
            .AddSingleton<IChecker, NtpChecker>()
            .AddSingleton<IChecker, RadiusChecker>()
            .AddSingleton<IChecker, SmtpChecker>()
            .AddSingleton<IChecker, RabbitMqChecker>()
            .AddSingleton<IChecker, TailscalePingChecker>()
            .AddSingleton<IChecker, SipOptionsChecker>()
            .AddSingleton<IChecker, SystemServiceChecker>()
            .AddSingleton<IChecker, Pm2Checker>()
            .AddSingleton<SqlCheck>()
            .AddSingleton(new OracleDriver(Path.Combine(dataFolder, "drivers")))
            .AddSingleton<IChecker, MySqlChecker>()
            .AddSingleton<IChecker, SqlServerChecker>()
            .AddSingleton<IChecker, OracleChecker>()
            .AddSingleton<IChecker, GrpcKeywordChecker>()
            .AddSingleton<IChecker, KafkaProducerChecker>()
            .AddSingleton(SteamApi.Public)
            .AddSingleton<IChecker, SteamChecker>()
            .AddSingleton<IChecker, GamedigChecker>()
            .AddSingleton<LocalBrowser>()
            .AddSingleton<IRemoteBrowserLookup, RemoteBrowserLookup>()
            .AddSingleton<IScreenshots>(provider =>
                new Screenshots(Path.Combine(dataFolder, "screenshots"), provider.GetRequiredService<ISettingStore>()))
            .AddSingleton<IChecker, RealBrowserChecker>()
            .AddSingleton<IChecker, SnmpChecker>()
            .AddSingleton<IChecker, MqttChecker>()
            .AddSingleton<IChecker, MongoChecker>()
            .AddSingleton<IChecker, WebSocketUpgradeChecker>()
            .AddSingleton(provider => new GlobalpingApi(GlobalpingApi.Public, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<IChecker, GlobalpingChecker>();
}
