using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// dotnet run -c Release --project benchmarks/Kuma.Benchmarks -- --filter '*BeatPolicy*'
// In this process: a project per benchmark, built under this repository's rules, would take longer than all of them.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(typeof(Kuma.Benchmarks.Samples).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
