using System.Globalization;
using Kuma.Application.StatusPages;
using Kuma.Domain.Common;
using Kuma.Web.Api;
using Kuma.Web.StatusPages;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>The event <c>statusPageList</c>: all pages by id, last of the lists at sign-in.</summary>
internal sealed class StatusPageList(SocketIOServer io, IStatusPageRepository pages) : ILoginList
{
    public int Order => 90;

    public async Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken)
    {
        var all = await pages.ListAsync(cancellationToken);
        var payload = Answers.JsonBytes(json =>
        {
            json.WriteStartObject();
            foreach (var page in all)
            {
                json.WritePropertyName(page.Page.Id.Value.ToString(CultureInfo.InvariantCulture));
                PageJson.WriteConfig(json, page);
            }

            json.WriteEndObject();
        });
        await io.To(Rooms.Of(user)).EmitAsync(ServerEvents.StatusPageList, new RawJson(payload));
    }
}
