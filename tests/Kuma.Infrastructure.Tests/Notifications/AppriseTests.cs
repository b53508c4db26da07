using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Providers.Universal;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>With a small script in the place of the program.</summary>
public sealed class AppriseTests : IDisposable
{
    private const string Config = """{"type":"apprise","appriseURL":"mailto://a b; touch /x","title":"My title"}""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_message_is_an_argument_and_never_a_command()
    {
        await using var bench = await StartAsync("for a in \"$@\"; do printf '<%s>' \"$a\" >> seen; done; echo fine");

        (await bench.SendAsync(Config, "down")).ShouldBe("Sent Successfully.");

        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "seen")))
            .ShouldBe("<-vv><-b><[My (Site)] [🔴 Down] timeout><mailto://a b; touch /x><-t><My title>");
    }

    [Theory]
    [InlineData("echo 'ERROR: no such service'", "ERROR: no such service\n")]
    [InlineData("true", "ERROR: maybe apprise not found")]
    [InlineData("echo sent; exit 3", "Process exited with code 3")]
    [InlineData("head -c 300000 /dev/zero | tr '\\0' x", "maxBuffer size exceeded")]
    public async Task What_the_program_says_is_told(string script, string expected)
    {
        await using var bench = await StartAsync(script);

        var failure = await bench.SendAsync(Config, "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe(expected);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        await using var bench = await Bench.StartAsync(change: services => Use(services, "/nowhere/apprise"));

        var failure = await bench.SendAsync(Config, "plain").ShouldThrowAsync<NotificationFailedException>();

        failure.Message.ShouldBe("spawn /nowhere/apprise ENOENT");
    }

    private static void Use(IServiceCollection services, string program)
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(Apprise)));
        services.AddSingleton<INotificationProvider>(new Apprise { Program = program });
    }

    private async Task<Bench> StartAsync(string script)
    {
        var program = Path.Combine(_folder.Path, "apprise");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\ncd \"$(dirname \"$0\")\"\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await Bench.StartAsync(change: services => Use(services, program));
    }
}
