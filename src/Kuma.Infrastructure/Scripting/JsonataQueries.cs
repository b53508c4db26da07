using System.Collections.Concurrent;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptEngine = Jint.Engine;

namespace Kuma.Infrastructure.Scripting;

/// <summary>
/// JSONata expressions, evaluated by the library that the original uses (jsonata.js beside this file) in a JavaScript engine without access to anything:
/// the same functions, the same error texts. Time, memory and depth are limited, because an expression is a program.
/// </summary>
internal sealed class JsonataQueries : IDisposable
{
    private const string Entry = """
        var compiled = new Map();
        function expression(text) {
            var known = compiled.get(text);
            if (!known) {
                if (compiled.size >= 200) { compiled.clear(); }
                known = jsonata(text);
                compiled.set(text, known);
            }
            return known;
        }
        async function query(text, data, isJson) {
            try {
                var value = await expression(text).evaluate(isJson ? JSON.parse(data) : data);
                var kind = value === undefined || value === null ? "empty"
                    : Array.isArray(value) ? "array"
                    : typeof value === "object" || typeof value === "function" ? "object" : "value";
                return [kind, String(value), JSON.stringify(value) || "undefined", !!value];
            } catch (error) {
                return ["error", String(error && error.message || error), "", false];
            }
        }
        """;

    private const int KeptEngines = 4;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Prepared<Script>> Library = new(Load);
    private readonly ConcurrentBag<ScriptEngine> _idle = [];

    /// <summary>Evaluates an expression on JSON, or on plain text.</summary>
    /// <exception cref="JsonataException">The expression has a mistake, or takes too long or too much memory.</exception>
    public JsonataResult Evaluate(string expression, string data, bool isJson)
    {
        if (!_idle.TryTake(out var engine))
        {
            engine = Start();
        }

        try
        {
            var answer = engine.Invoke("query", expression, data, isJson).UnwrapIfPromise().AsArray();
            var (kind, text, json, truthy) = (answer[0].AsString(), answer[1].AsString(), answer[2].AsString(), answer[3].AsBoolean());
            Keep(engine);
            return kind is "error" ? throw new JsonataException(text) : new JsonataResult(Kind(kind), text, json, truthy);
        }
        catch (Exception e) when (e is TimeoutException or JintException or InsufficientExecutionStackException)
        {
            // What such an engine was in the middle of is unknown: it is not used again.
            engine.Dispose();
            throw new JsonataException("The expression takes too long or too much memory", e);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }

    private static JsonataKind Kind(string kind) => kind switch
    {
        "empty" => JsonataKind.Empty,
        "array" => JsonataKind.Array,
        "object" => JsonataKind.Object,
        _ => JsonataKind.Primitive,
    };

    private void Keep(ScriptEngine engine)
    {
        if (_idle.Count < KeptEngines)
        {
            _idle.Add(engine);
        }
        else
        {
            engine.Dispose();
        }
    }

    private static ScriptEngine Start()
    {
        var engine = new ScriptEngine(options => options
            .TimeoutInterval(TimeLimit)
            .LimitMemory(128 * 1024 * 1024)
            .LimitRecursion(2000));
        engine.Execute(Library.Value);
        engine.Execute(Entry);
        return engine;
    }

    private static Prepared<Script> Load()
    {
        using var stream = typeof(JsonataQueries).Assembly.GetManifestResourceStream("Kuma.Infrastructure.Scripting.jsonata.js")
            ?? throw new InvalidOperationException("jsonata.js is not in the program.");
        using var reader = new StreamReader(stream);
        return ScriptEngine.PrepareScript(reader.ReadToEnd());
    }
}

/// <summary>What an expression gave.</summary>
/// <param name="Kind">Empty, a single value, an array or an object.</param>
/// <param name="Text">As JavaScript's <c>String(value)</c>.</param>
/// <param name="Json">As JavaScript's <c>JSON.stringify(value)</c>.</param>
/// <param name="IsTruthy">False for nothing, <c>false</c>, 0 and the empty text.</param>
internal sealed record JsonataResult(JsonataKind Kind, string Text, string Json, bool IsTruthy);

/// <summary>The kinds of result that checks tell apart.</summary>
internal enum JsonataKind
{
    Empty,
    Primitive,
    Array,
    Object,
}

/// <summary>An expression that could not be evaluated; the message is the library's.</summary>
internal sealed class JsonataException : Exception
{
    public JsonataException(string message)
        : base(message)
    {
    }

    public JsonataException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public JsonataException()
    {
    }
}
