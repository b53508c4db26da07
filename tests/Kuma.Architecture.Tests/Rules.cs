using System.Reflection;
using System.Text.RegularExpressions;
using MediatR;
using NetArchTest.Rules;

namespace Kuma.Architecture.Tests;

/// <summary>The rules of the house. Each gives the names of those who break it, so that a rule can be seen to fail on a bad sample.</summary>
internal static partial class Rules
{
    /// <summary>Our own assemblies that this one references without being allowed to.</summary>
    public static IReadOnlyList<string> ForbiddenArrows(Assembly assembly, params string[] allowed) =>
        [.. from reference in assembly.GetReferencedAssemblies()
            where IsOurs(reference.Name!) && !allowed.Contains(reference.Name!)
            select $"{assembly.GetName().Name} → {reference.Name}"];

    /// <summary>Packages (all that is neither ours nor the framework's own) that this assembly references.</summary>
    public static IReadOnlyList<string> Packages(Assembly assembly) =>
        [.. from reference in assembly.GetReferencedAssemblies()
            where !IsOurs(reference.Name!) && !reference.Name!.StartsWith("System") && reference.Name is not "netstandard"
            select reference.Name];

    /// <summary>Types outside <paramref name="exceptIn"/> that use something of the namespace.</summary>
    public static IReadOnlyList<string> Using(Assembly assembly, string @namespace, params string[] exceptIn) =>
        [.. from type in Types.InAssembly(assembly).That().HaveDependencyOn(@namespace).GetTypes()
            where !exceptIn.Any(name => type.FullName!.StartsWith(name))
            select type.FullName];

    /// <summary>Handlers that are not <c>internal sealed</c>.</summary>
    public static IReadOnlyList<string> OpenHandlers(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            where IsHandler(type) && (!type.IsSealed || type.IsVisible)
            select type.FullName];

    /// <summary>Handlers of one request that are not named after it; one that serves several has a name for what they share.</summary>
    public static IReadOnlyList<string> MisnamedHandlers(Assembly assembly) =>
        [.. from type in assembly.GetTypes()
            where IsHandler(type) && !type.IsGenericType
            let requests = type.GetInterfaces().Where(IsHandlerInterface).Select(handled => handled.GetGenericArguments()[0]).ToList()
            where requests.Count == 1 && type.Name != $"{requests[0].Name}Handler"
            select type.FullName];

    /// <summary>Source files with more than one handler.</summary>
    public static IReadOnlyList<string> CrowdedFiles(IEnumerable<(string Name, string Text)> files) =>
        [.. from file in files
            where HandlerDeclaration().Count(file.Text) > 1
            select file.Name];

    private static bool IsOurs(string name) => name.StartsWith("Kuma.") || name.StartsWith("SocketIO.");

    private static bool IsHandler(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(IsHandlerInterface);

    private static bool IsHandlerInterface(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);

    [GeneratedRegex(@"\bclass\s+\w+Handler\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HandlerDeclaration();
}
