using System.Data.Common;
using System.Reflection;
using System.Runtime.Loader;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Sql;

/// <summary>Oracle's driver may not be passed on with Kuma: whoever needs it puts its files into a folder, from where it is loaded once.</summary>
internal sealed class OracleDriver(
    string folder,
    string file = "Oracle.ManagedDataAccess.dll",
    string factory = "Oracle.ManagedDataAccess.Client.OracleClientFactory")
{
    private readonly Lock _lock = new();
    private DbProviderFactory? _factory;

    /// <summary>The driver.</summary>
    /// <exception cref="CheckFailedException">It is not there, or is no such driver.</exception>
    public DbProviderFactory Factory
    {
        get
        {
            lock (_lock)
            {
                return _factory ??= Load();
            }
        }
    }

    private DbProviderFactory Load()
    {
        var path = Path.GetFullPath(Path.Combine(folder, file));
        if (!File.Exists(path))
        {
            throw new CheckFailedException($"Oracle checks need Oracle's driver: put {file} (package Oracle.ManagedDataAccess.Core) into {Path.GetDirectoryName(path)}");
        }

        try
        {
            var type = new FolderContext(path).LoadFromAssemblyPath(path).GetType(factory, throwOnError: true)!;
            return type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(obj: null) as DbProviderFactory
                ?? throw new TypeLoadException($"{factory} has no instance");
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or TargetInvocationException)
        {
            throw new CheckFailedException($"Oracle's driver {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>What the driver needs and Kuma does not have is looked for beside it.</summary>
    private sealed class FolderContext(string path) : AssemblyLoadContext("oracle")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, $"{assemblyName.Name}.dll");
            return Default.Assemblies.Any(one => one.GetName().Name == assemblyName.Name) || !File.Exists(beside) ? null : LoadFromAssemblyPath(beside);
        }
    }
}
