using Kuma.Testing;
using Kuma.Web.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Sockets;

/// <summary>The sign-in that the program plays to itself after its start.</summary>
public sealed class SignInRehearsalTests(SocketHost host) : IClassFixture<SocketHost>
{
    [Fact]
    public async Task It_is_played_to_its_end_and_nobody_hears_of_it()
    {
        await using var client = await host.SignInAsync();
        (await client.CallAsync("add", SocketHost.PushMonitor("shown")))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        var before = client.Heard.Count;

        (await host.Kuma.Services.GetRequiredService<SignInRehearsal>().RunAsync(host.Kuma.Address, TestContext.Current.CancellationToken)).ShouldBeTrue();

        await client.CallAsync("getTags");
        client.Heard.Skip(before).Select(heard => heard.Name).ShouldBe(["ack"]);
    }

    [Fact]
    public async Task Nothing_is_played_where_nobody_listens()
    {
        var rehearsal = host.Kuma.Services.GetRequiredService<SignInRehearsal>();

        (await rehearsal.RunAsync(new Uri("http://127.0.0.1:1"), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }
}
