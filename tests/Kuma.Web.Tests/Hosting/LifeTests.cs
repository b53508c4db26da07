using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Kuma.Testing;

namespace Kuma.Web.Tests.Hosting;

/// <summary>Kuma as a process with its embedded database: start, Ctrl-C, kill, start again.</summary>
public sealed class LifeTests : IDisposable
{
    private readonly TestFolder _data = new();

    private string PidFile => Path.Combine(_data.Path, "postgres", "postmaster.pid");

    [Fact]
    public async Task It_starts_on_its_own_database_and_stops_it_on_Ctrl_C()
    {
        await using var kuma = await KumaProcess.StartEmbeddedAsync(_data.Path);
        using var client = new HttpClient { BaseAddress = kuma.Address };
        (await client.GetStringAsync("/readyz")).ShouldContain("ok");
        kuma.Output.ShouldContain($"Data: {_data.Path}");
        File.Exists(PidFile).ShouldBeTrue();

        await kuma.InterruptAsync();

        (await kuma.WaitForExitAsync()).ShouldBe(0);
        kuma.Error.ShouldBeEmpty();
        File.Exists(PidFile).ShouldBeFalse("PostgreSQL stops with Kuma");
    }

    [Fact]
    public async Task It_comes_back_after_a_kill()
    {
        await using (var killed = await KumaProcess.StartEmbeddedAsync(_data.Path))
        {
            await killed.KillAsync();
        }

        await using var again = await KumaProcess.StartEmbeddedAsync(_data.Path);

        using var client = new HttpClient { BaseAddress = again.Address };
        using var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadFromJsonAsync<Dictionary<string, string>>()).ShouldNotBeNull()["status"].ShouldBe("ok");
    }

    [Fact]
    public async Task It_starts_its_database_again_when_that_dies()
    {
        await using var kuma = await KumaProcess.StartEmbeddedAsync(_data.Path);
        using var client = new HttpClient { BaseAddress = kuma.Address };
        using (var server = Process.GetProcessById(int.Parse(File.ReadLines(PidFile).First())))
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        await Eventually.TrueAsync(() => kuma.Output.Contains("runs again"), "the database is started again", TimeSpan.FromSeconds(30));

        using var ready = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_the_owner_looks_into_the_data_folder()
    {
        var folder = Path.Combine(_data.Path, "new");
        await using var kuma = await KumaProcess.StartEmbeddedAsync(folder);

        File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherRead).ShouldBeFalse();
        File.GetUnixFileMode(Path.Combine(folder, "keys"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _data.Dispose();
}
