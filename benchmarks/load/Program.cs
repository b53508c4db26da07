using Dapper;
using Kuma.Load;

// Measures a Kuma of its own: a private PostgreSQL in a temporary folder, a local target, the load, the figures.
DefaultTypeMap.MatchNamesWithUnderscores = true;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

var options = new LoadOptions(args);
switch (args.FirstOrDefault())
{
    case "monitors":
        await MonitorLoad.RunAsync(options, stop.Token);
        return 0;
    case "bad":
        await BadLoad.RunAsync(options, stop.Token);
        return 0;
    case "push":
        await PushLoad.RunAsync(options, stop.Token);
        return 0;
    case "dashboard":
        await DashboardLoad.RunAsync(options, stop.Token);
        return 0;
    case "soak":
        return await SoakLoad.RunAsync(options, stop.Token) ? 0 : 1;
    default:
        Console.WriteLine("""
            monitors   --count 5000 --interval 20 --minutes 5    http checks: made and due, lateness, false DOWN, memory, CPU
            push       --count 200 --connections 64 --seconds 60 pushes: per second, p99, every answered one stored once
            dashboard  --count 1000 --beats 100                  start-up time, sign-in to the last list
            bad        --kind dead --count 10000 --good 100      failing checks (names: dead, one, silent; targets: hung, refused) beside good
                       --interval 60 --minutes 2                 ones: CPU, lateness, what the good ones notice; as root
            soak       --minutes 30 --pause 60                   checks and pushes while PostgreSQL, targets and memory misbehave
            with any   --port 24100 --keep FOLDER
            """);
        return 1;
}
