using System.Collections.Concurrent;
using Jint;
using Jint.Runtime;
using Kuma.Infrastructure.Notifications;
using JsEngine = Jint.Engine;

namespace Kuma.Infrastructure.Scripting;

/// <summary>
/// Liquid templates, rendered by the library that the original uses (liquid.js beside this file) in a JavaScript engine without access to anything:
/// the same filters, the same error texts. Time, memory and depth are limited, because a template is a program.
/// </summary>
internal sealed class LiquidTemplates : IDisposable
{
    private const string Entry = """
        var engine = new liquidjs.Liquid({
            dynamicPartials: false,
            root: "/dev/null/no-templates",
            relativeReference: false,
            fs: {
                sep: "/",
                resolve: function (root, file, ext) { return root + "/" + file; },
                dirname: function (file) { return file; },
                contains: function () { return true; },
                containsSync: function () { return true; },
                exists: function () { return false; },
                existsSync: function () { return false; },
                readFile: function () { throw new Error("there are no files"); },
                readFileSync: function () { throw new Error("there are no files"); }
            }
        });
        function render(template, msg, name, address, status, monitor, heartbeat) {
            return engine.parseAndRenderSync(template, {
                msg: msg, name: name, NAME: name, hostnameOrURL: address, HOSTNAME_OR_URL: address, status: status, STATUS: status,
                monitorJSON: JSON.parse(monitor), heartbeatJSON: JSON.parse(heartbeat)
            });
        }
        """;

    private const int KeptEngines = 4;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Prepared<Acornima.Ast.Script>> Library = new(Load);
    private readonly ConcurrentBag<JsEngine> _idle = [];

    /// <exception cref="NotificationFailedException">The template has a mistake, or takes too long or too much memory.</exception>
    public string Render(string template, TemplateValues values)
    {
        if (!_idle.TryTake(out var engine))
        {
            engine = Start();
        }

        try
        {
            var text = engine.Invoke(
                "render", template, values.Message, values.Name, values.Address, values.Status, values.MonitorJson, values.HeartbeatJson).ToString();
            Keep(engine);
            return text;
        }
        catch (JavaScriptException e)
        {
            Keep(engine);
            throw new NotificationFailedException(e.Message, e);
        }
        catch (Exception e) when (e is TimeoutException or JintException or StatementsCountOverflowException or RecursionDepthOverflowException
            or MemoryLimitExceededException or InsufficientExecutionStackException)
        {
            // What such an engine was in the middle of is unknown: it is not used again.
            engine.Dispose();
            throw new NotificationFailedException("The template takes too long or too much memory", e);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }

    private void Keep(JsEngine engine)
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

    private static JsEngine Start()
    {
        var engine = new JsEngine(options => options
            .TimeoutInterval(TimeLimit)
            .LimitMemory(64 * 1024 * 1024)
            .LimitRecursion(500));
        engine.Execute(Library.Value);
        engine.Execute(Entry);
        return engine;
    }

    private static Prepared<Acornima.Ast.Script> Load()
    {
        using var stream = typeof(LiquidTemplates).Assembly.GetManifestResourceStream("Kuma.Infrastructure.Scripting.liquid.js")
            ?? throw new InvalidOperationException("liquid.js is not in the program.");
        using var reader = new StreamReader(stream);
        return JsEngine.PrepareScript(reader.ReadToEnd());
    }
}

/// <summary>The variables of a template. <paramref name="MonitorJson"/> and <paramref name="HeartbeatJson"/> are JSON, <c>null</c> included.</summary>
internal sealed record TemplateValues(string Message, string Name, string Address, string Status, string MonitorJson, string HeartbeatJson);
