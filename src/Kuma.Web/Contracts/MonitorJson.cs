using System.Text;
using Kuma.Application.Monitors;

namespace Kuma.Web.Contracts;

internal sealed class MonitorJson : IMonitorJson
{
    public string WithoutSecrets(MonitorView view) => Encoding.UTF8.GetString(MonitorWriter.Single(view, sensitive: false).Span);
}
