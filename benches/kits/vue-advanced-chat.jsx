// A room in the vue-advanced-chat element, filled as its documentation says.
import { register } from "vue-advanced-chat";
import { messages } from "./messages.js";

register();

function message(content, number) {
  return { _id: `${number}`, indexId: number, content, senderId: "me", timestamp: "10:00", date: "24 November" };
}

const users = [
  { _id: "me", username: "Seller" },
  { _id: "they", username: "Buyer" },
];
const room = { roomId: "one", roomName: "Pumps", avatar: "", users };
const all = (await messages()).map(message);
const chat = document.createElement("vue-advanced-chat");
document.getElementById("page").append(chat);
chat.addEventListener("fetch-messages", () => {
  chat.messages = [...all];
  chat.messagesLoaded = true;
});
chat.addEventListener("send-message", ({ detail: [{ content }] }) => {
  all.push(message(content, all.length));
  chat.messages = [...all];
});
chat.height = "100vh";
chat.setAttribute("current-user-id", "me");
chat.rooms = [room];
chat.roomsLoaded = true;
chat.singleRoom = true;
