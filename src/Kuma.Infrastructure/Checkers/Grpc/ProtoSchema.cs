using Google.Protobuf.Reflection;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Grpc;

/// <summary>The messages, enums and services of a <c>.proto</c> text.</summary>
internal sealed class ProtoSchema
{
    private readonly Dictionary<string, DescriptorProto> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumDescriptorProto> _enums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceDescriptorProto> _services = new(StringComparer.Ordinal);

    private ProtoSchema(FileDescriptorSet set)
    {
        foreach (var file in set.Files)
        {
            var scope = file.Package is { Length: > 0 } package ? $".{package}" : "";
            file.MessageTypes.ForEach(message => Add(message, scope));
            file.EnumTypes.ForEach(one => _enums[$"{scope}.{one.Name}"] = one);
            file.Services.ForEach(service => _services[$"{scope}.{service.Name}"] = service);
        }
    }

    /// <summary>Reads the text.</summary>
    /// <exception cref="CheckFailedException">It has a mistake.</exception>
    public static ProtoSchema Parse(string text)
    {
        var set = new FileDescriptorSet();
        using var source = new StringReader(text);
        set.Add("monitor.proto", includeInOutput: true, source);
        set.Process();
        var mistake = set.GetErrors().FirstOrDefault(error => error.IsError);
        return mistake is null
            ? new ProtoSchema(set)
            : throw new CheckFailedException($"The proto text has a mistake: {mistake.Message} (line {mistake.LineNumber})");
    }

    /// <summary>A method by the service's name, with or without its package, and its own in lower camel case.</summary>
    /// <exception cref="CheckFailedException">There is no such method.</exception>
    public ProtoMethod Method(string service, string method)
    {
        var suffix = $".{service.Trim().TrimStart('.')}";
        var (name, found) = _services.FirstOrDefault(one => one.Key.EndsWith(suffix, StringComparison.Ordinal));
        if (found is null)
        {
            throw new CheckFailedException($"no such service: {service}");
        }

        var called = found.Methods.Find(one => string.Equals(LowerFirst(one.Name), LowerFirst(method.Trim()), StringComparison.Ordinal))
            ?? throw new CheckFailedException($"no such method: {method}");
        return called.ClientStreaming || called.ServerStreaming
            ? throw new CheckFailedException($"{method} is a streaming method, only unary ones can be called")
            : new ProtoMethod(name.TrimStart('.'), called.Name, Message(called.InputType), Message(called.OutputType));
    }

    public DescriptorProto Message(string type) =>
        _messages.TryGetValue(type, out var found) ? found : throw new CheckFailedException($"no such type: {type.TrimStart('.')}");

    public EnumDescriptorProto? Enum(string type) => _enums.GetValueOrDefault(type);

    /// <summary>A field's name in JSON: <c>display_name</c> becomes <c>displayName</c>.</summary>
    public static string JsonName(FieldDescriptorProto field)
    {
        var parts = field.Name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? field.Name : string.Concat(parts.Select((part, i) => i == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static string LowerFirst(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private void Add(DescriptorProto message, string scope)
    {
        var name = $"{scope}.{message.Name}";
        _messages[name] = message;
        message.NestedTypes.ForEach(nested => Add(nested, name));
        message.EnumTypes.ForEach(one => _enums[$"{name}.{one.Name}"] = one);
    }
}

/// <summary>A unary method.</summary>
/// <param name="Service">The service's full name.</param>
/// <param name="Name">Its name as in the proto text.</param>
/// <param name="Input">The request.</param>
/// <param name="Output">The reply.</param>
internal sealed record ProtoMethod(string Service, string Name, DescriptorProto Input, DescriptorProto Output);
