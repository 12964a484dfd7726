// A conversation made of chatscope's parts, as its documentation puts them together.
import "@chatscope/chat-ui-kit-styles/dist/default/styles.min.css";
import { ChatContainer, MainContainer, Message, MessageInput, MessageList } from "@chatscope/chat-ui-kit-react";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { messages } from "./messages.js";

function model(message) {
  return { message, direction: "outgoing", position: "single" };
}

function Conversation({ first }) {
  const [all, setAll] = useState(first);
  return (
    <MainContainer>
      <ChatContainer>
        <MessageList>
          {all.map((message, number) => (
            <Message key={number} model={model(message)} />
          ))}
        </MessageList>
        <MessageInput
          placeholder="Message"
          attachButton={false}
          onSend={(_html, text) => setAll((before) => [...before, text])}
        />
      </ChatContainer>
    </MainContainer>
  );
}

createRoot(document.getElementById("page")).render(<Conversation first={await messages()} />);
