using Kuma.Infrastructure.Checkers.Processes;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>The checks that run a program, against programs of the tests' own.</summary>
public sealed class ProcessCheckerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kuma-programs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("pong from web (100.64.0.2) via DERP(fra) in 23.7ms", 23)]
    [InlineData("pong from web (100.64.0.2) via 10.0.0.1:41641 in 4ms", 4)]
    public async Task Tailscale_is_up_on_a_pong(string line, int ping)
    {
        var outcome = await new TailscalePingChecker(TimeProvider.System, Program($"echo '{line}'")).CheckAsync(s => s with { Hostname = "web" });

        (outcome.Message, outcome.Ping).ShouldBe(("OK", ping));
    }

    [Theory]
    [InlineData("echo 'ping \"web\" timed out'", "Ping timed out: \"ping \"web\" timed out\"")]
    [InlineData("echo 'no matching peer'; exit 1", "Nonexistant or inaccessible due to ACLs: \"no matching peer\"")]
    [InlineData("echo '1.2.3.4 is local Tailscale IP'", "Tailscale only works if used on other machines: \"1.2.3.4 is local Tailscale IP\"")]
    [InlineData("echo hm", "Unexpected output: \"hm\"")]
    [InlineData("true", "No output from Tailscale ping")]
    [InlineData("exit 3", "Process exited with code 3")]
    [InlineData("sleep 60", "Command timed out")]
    public async Task Tailscale_tells_why_not(string script, string message) =>
        (await new TailscalePingChecker(TimeProvider.System, Program(script)).FailureAsync(s => s with { Hostname = "web", Interval = 1 }))
            .ShouldBe($"Error checking Tailscale ping: Error: {message}");

    [Fact]
    public async Task A_missing_program_and_an_odd_host_are_told()
    {
        (await new TailscalePingChecker(TimeProvider.System, "/no/such/tailscale").FailureAsync(s => s with { Hostname = "web" }))
            .ShouldBe("Error checking Tailscale ping: Error: spawn /no/such/tailscale ENOENT");
        (await new SipOptionsChecker(TimeProvider.System, Program("echo 200 OK")).FailureAsync(s => s with { Hostname = "--help" }))
            .ShouldBe("Invalid hostname: --help");
    }

    [Fact]
    public async Task Sip_is_up_on_200_OK_and_hands_over_its_arguments()
    {
        var checker = new SipOptionsChecker(TimeProvider.System, Program("echo \"SIP/2.0 200 OK $*\""));

        var outcome = await checker.CheckAsync(s => s with { Hostname = "pbx.example", Port = 5070 });

        outcome.Message.ShouldBe("SIP/2.0 200 OK -s sip:pbx.example:5070 --from sip:sipsak@pbx.example -v");
    }

    [Theory]
    [InlineData("echo 'SIP/2.0 404 Not Found'", "The SIP server did not answer with 200 OK")]
    [InlineData("echo bad >&2", "Error in output: bad")]
    [InlineData("true", "No output from sipsak")]
    [InlineData("sleep 60", "Command failed: sipsak -s sip:pbx.example:5060 --from sip:sipsak@pbx.example -v")]
    public async Task Sip_tells_why_not(string script, string message) =>
        (await new SipOptionsChecker(TimeProvider.System, Program(script)).FailureAsync(s => s with { Hostname = "pbx.example" })).ShouldBe(message);

    [Fact]
    public async Task A_service_is_up_when_systemctl_says_so()
    {
        var outcome = await new SystemServiceChecker(TimeProvider.System, Program("[ \"$*\" = 'is-active nginx@1.service' ]"))
            .CheckAsync(s => s with { SystemServiceName = " nginx@1.service " });

        outcome.Message.ShouldBe("Service 'nginx@1.service' is running.");
    }

    [Theory]
    [InlineData("echo inactive; exit 3", "nginx", "inactive")]
    [InlineData("exit 3", "nginx", "Service 'nginx' is not running.")]
    [InlineData("sleep 60", "nginx", "Service 'nginx' is not running.")]
    [InlineData("printf 'x%.0s' $(seq 300) >&2; exit 1", "nginx", "xxxxxxxxxx")]
    [InlineData("true", "a b", "Invalid service name. Please use the internal Service Name (no spaces).")]
    [InlineData("true", "-h", "Invalid service name. Please use the internal Service Name (no spaces).")]
    [InlineData("true", " ", "Service Name is required.")]
    public async Task A_service_tells_why_not(string script, string name, string message)
    {
        var text = await new SystemServiceChecker(TimeProvider.System, Program(script)).FailureAsync(s => s with { SystemServiceName = name });

        text.ShouldStartWith(message);
        text.Length.ShouldBeLessThanOrEqualTo(203);
    }

    [Theory]
    [InlineData("web", "PM2 process 'web' is online.")]
    [InlineData("7", "PM2 process '7' is online.")]
    public async Task A_PM2_process_is_found_by_name_and_by_number(string name, string message)
    {
        var outcome = await Pm2("""echo 'notice'; echo '[{"pm_id":7,"name":"web","pm2_env":{"status":"online"}}]'""").CheckAsync(
            s => s with { SystemServiceName = name });

        outcome.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("""echo '[{"pm_id":7,"name":"web","pm2_env":{"status":"stopped"}}]'""", "PM2 process 'web' is stopped.")]
    [InlineData("echo '[]'", "PM2 process 'web' was not found.")]
    [InlineData("echo '{}'", "Unexpected PM2 process list output.")]
    [InlineData("echo '[{'", "Unable to parse PM2 process list output.")]
    [InlineData("echo broken >&2; exit 1", "Unable to query PM2 process list (broken).")]
    public async Task A_PM2_process_tells_why_not(string script, string message) =>
        (await Pm2(script).FailureAsync(s => s with { SystemServiceName = "web" })).ShouldBe(message);

    private Pm2Checker Pm2(string script) => new(new Pm2Processes(TimeProvider.System, Program(script)));

    private string Program(string script)
    {
        var path = Path.Combine(_folder, $"program-{Guid.NewGuid():n}");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
