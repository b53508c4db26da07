using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Kuma.Benchmarks -- --filter '*BeatPolicy*'
BenchmarkSwitcher.FromAssembly(typeof(Kuma.Benchmarks.Samples).Assembly).Run(args);
