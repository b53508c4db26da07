using System.Reflection;

namespace Kuma.Architecture.Tests;

/// <summary>An operator finds every kind of log event by a number of its own.</summary>
public sealed class LogEventTests
{
    private static readonly string[] Own = ["Kuma.Application", "Kuma.Infrastructure", "Kuma.Web"];

    [Fact]
    public void Every_kind_of_log_event_has_a_number_of_its_own()
    {
        var events = Own.Select(Assembly.Load).SelectMany(Events).ToList();

        events.Count.ShouldBeGreaterThan(30);
        events.ShouldAllBe(one => one.Id >= 1000);
        events.GroupBy(one => one.Id).Where(same => same.Count() > 1).SelectMany(same => same).Select(one => $"{one.Id} {one.Where}").ShouldBeEmpty();
    }

    private static IEnumerable<(int Id, string Where)> Events(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        from attribute in method.GetCustomAttributesData()
        where attribute.AttributeType.Name is "LoggerMessageAttribute"
        let named = attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName is "EventId").TypedValue.Value
        let positional = attribute.ConstructorArguments.FirstOrDefault(argument => argument.Value is int).Value
        select ((int)(named ?? positional ?? 0), $"{type.DeclaringType?.Name}.{method.Name}");
}
