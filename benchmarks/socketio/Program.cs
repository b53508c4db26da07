using System.Globalization;
using SocketIO.Benchmarks;

// server PORT                       the .NET server, until it is killed
// run [--only A,B] [--rounds N] [--seconds N] [--measures A,B]   every measure against both servers
return args is ["server", var port]
    ? await Server.RunAsync(int.Parse(port, CultureInfo.InvariantCulture))
    : await Comparison.RunAsync(args);
