using System.Globalization;
using SocketIO.Core.Fuzz;

// --target packets|payloads|frames|all   --seconds N   --seed N
var seconds = int.Parse(Value("--seconds", "10"), CultureInfo.InvariantCulture);
var seed = int.Parse(Value("--seed", "1"), CultureInfo.InvariantCulture);
var name = Value("--target", "all");
var failed = false;
foreach (var target in Targets.All.Where(target => name == "all" || target.Name == name))
{
    var report = await Fuzzer.RunAsync(target, TimeSpan.FromSeconds(seconds), seed);
    Console.WriteLine(report);
    failed |= report.Failure is not null;
}

return failed ? 1 : 0;

string Value(string flag, string fallback)
{
    var at = Array.IndexOf(args, flag);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
}
